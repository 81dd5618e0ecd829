package mandat

// impactOf computes the impact of what was planned.
func impactOf(m *made) Impact {
	c, err := newComparison(m)
	if err != nil {
		return Impact{}
	}
	c.listTasks()
	i := Impact{words: m.after.words()}
	for _, p := range c.touched() {
		i.Effects = append(i.Effects, c.effectsOf(p)...)
	}
	return i
}
