package mandat

// Explain on a View shows what the subject may see; Explain on an Org shows everything.
func (v View) Explain(a Action, r Resource) Explanation            { return Explanation{v.Decide(a, r)} }
func (o *Org) Explain(s Subject, a Action, r Resource) Explanation { return o.As(s).Explain(a, r) }

type Explanation struct{ d Decision }

func (e Explanation) Decision() Decision { return e.d }

// Because returns codes: of an allow the grants that give the right ("grant
// reader at sales"), else first Decision().Because() and then finer ones
// ("gate-closed: contract.delete").
func (e Explanation) Because() []string { return []string{e.d.Because()} }

// Misses returns the nearest misses in a stable order.
func (e Explanation) Misses() []Miss { return nil }

// Text says it in words, in "en" or "sv".
func (e Explanation) Text(lang string) string { return "" }

type Miss struct{}

// String returns its code, such as "grant reader at sales" or "status unfinished".
func (m Miss) String() string { return "" }
