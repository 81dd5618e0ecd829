package mandat

import "testing"

func BenchmarkSub(b *testing.B) {
	o, ss, rs, as := phaseWorld(b)
	vs := make([]View, len(ss))
	qs := make([]question, len(ss))
	acts := make([]*action, len(ss))
	for i := range ss {
		vs[i].see(o, &ss[i])
		qs[i] = question{view: &vs[i], resource: &rs[i], now: o}
		acts[i], _ = qs[i].pose(as[i])
	}
	run := func(name string, f func(i int)) {
		b.Run(name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				f(i & 127)
			}
		})
	}
	run("empty", func(i int) { sink++ })
	run("units", func(i int) { sink += int(qs[i].readUnits()) })
	run("unitget", func(i int) { k, _ := o.unitByID.get(rs[i].Units[0].Place.unit); sink += int(k) })
	run("memberget", func(i int) { k, _ := o.memberByID.get(ss[i].Person); sink += int(k) })
	run("hash", func(i int) { sink += int(o.memberByID.hash(ss[i].Person)) })
	run("status", func(i int) { sink += int(qs[i].readStatus()) })
	run("relations", func(i int) { sink += int(qs[i].readRelations()) })
	run("lists", func(i int) { sink += int(qs[i].readLists(acts[i].levels)) })
	run("admits", func(i int) {
		g, _ := qs[i].admits(acts[i].leaves[0])
		if g {
			sink++
		}
	})
	run("right", func(i int) {
		if qs[i].right(acts[i].leaves[0]) {
			sink++
		}
	})
	run("subject", func(i int) { sink += int(vs[i].readSubject()) })
	run("standing", func(i int) { sink += int(vs[i].findStanding()) })
	run("typ", func(i int) {
		if o.policy.typ(rs[i].Type) == nil {
			sink++
		}
	})
	run("action", func(i int) {
		if qs[i].facts.typ.action(as[i]) == nil {
			sink++
		}
	})
}
