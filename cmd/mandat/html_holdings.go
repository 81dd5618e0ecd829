package main

// pageHoldings says who holds what where.
type pageHoldings struct {
	Title, Heading string
	Places         []pagePlace
}

type pagePlace struct {
	Name   string
	Sealed string // the word for it, "" where it is not
	Held   []pageHeld
	Groups []pageGroupOf
	Below  []pagePlace
}

type pageHeld struct {
	Role          pageName
	Custom, Where string
	When          []string
	InForce       bool
	Holders       []string
}

type pageGroupOf struct {
	Name    string
	Members []string
}

func (t *table) pageHoldings() *pageHoldings {
	if t.holdings == nil {
		return nil
	}
	return &pageHoldings{t.say(phraseHoldings), plain(t.holdings.heading), each(t.holdings.roots, t.pagePlace)}
}

func (t *table) pagePlace(p *place) pagePlace {
	made := pagePlace{Name: plain(p.name), Held: each(p.held, t.pageHeld), Below: each(p.below, t.pagePlace)}
	if p.sealed {
		made.Sealed = t.say(phraseSealed)
	}
	made.Groups = each(p.groups, func(g groupOf) pageGroupOf { return pageGroupOf{plain(g.name), each(g.members, plain)} })
	return made
}

func (t *table) pageHeld(h heldRole) pageHeld {
	made := pageHeld{Role: t.pageName(t.roleOf(h.role).Title, word(string(h.role))), Where: plain(h.where), When: h.when,
		InForce: h.inForce, Holders: each(h.holders, plain)}
	if h.custom {
		made.Custom = t.say(phraseCustomRole)
	}
	return made
}
