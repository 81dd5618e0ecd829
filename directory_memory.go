package mandat

import "weak"

// SetMemory bounds the organisations that the directory keeps in memory to about a
// number of bytes; 0, which it is at first, is no limit. Those that were not asked for
// lately go first, and are loaded again when somebody asks. The one that was asked for
// last stays, however large. What the service itself holds is not counted.
func (d *Directory) SetMemory(bytes int64) {
	if d == nil || d.store == nil {
		return
	}
	d.seats.mu.Lock()
	defer d.seats.mu.Unlock()
	d.seats.most = max(bytes, 0)
	d.seats.forget(nil)
}

// Memory tells how many organisations the directory keeps in memory, and about how many
// bytes they take.
func (d *Directory) Memory() (orgs int, bytes int64) {
	if d == nil || d.store == nil {
		return 0, 0
	}
	d.seats.mu.Lock()
	defer d.seats.mu.Unlock()
	for _, s := range d.seats.ring {
		if s.org.Load() != nil {
			orgs++
		}
	}
	return orgs, d.seats.bytes
}

// put makes an organisation the one that is known. It is some events away from the one
// that was.
func (t *seats) put(s *seat, o *Org, events int) {
	weight := s.weigh(o, events)
	t.mu.Lock()
	defer t.mu.Unlock()
	if s.org.Load() != nil {
		t.bytes -= s.weight
	}
	s.weight = weight
	t.seat(s, o)
}

// weigh returns what an organisation weighs that is some events away from the last one.
// Events can also take away: it is counted again when it would have doubled.
func (s *seat) weigh(o *Org, events int) int64 {
	if weight := s.weight + int64(events)*eventWeight; s.counted > 0 && weight <= 2*s.counted {
		return weight
	}
	s.counted = o.weight()
	return s.counted
}

// seat seats an organisation that is not counted, and lets others go for it.
func (t *seats) seat(s *seat, o *Org) {
	s.org.Store(o)
	t.bytes += s.weight
	t.forget(s)
}

// forget lets organisations go until the others are within the limit, those first
// that nobody asked for since the hand last came by.
func (t *seats) forget(but *seat) {
	for looks := 2 * len(t.ring); t.most > 0 && t.bytes > t.most && looks > 0; looks-- {
		t.hand %= len(t.ring)
		s := t.ring[t.hand]
		if s != but && !s.used.Swap(false) {
			t.letGo(s)
			if t.removeIfEmpty(s) {
				continue
			}
		}
		t.hand++
	}
}

// letGo lets an organisation go. Whoever still uses it keeps it, and has it seated again
// by asking for it.
func (t *seats) letGo(s *seat) {
	if o := s.org.Swap(nil); o != nil {
		s.forgotten = weak.Make(o)
		t.bytes -= s.weight
	}
}

// removeIfEmpty removes a seat that nobody uses, and of which nobody has the
// organisation any more.
func (t *seats) removeIfEmpty(s *seat) bool {
	if s.visitors > 0 || s.org.Load() != nil || s.forgotten.Value() != nil {
		return false
	}
	last := len(t.ring) - 1
	t.ring[s.place] = t.ring[last]
	t.ring[s.place].place = s.place
	t.ring[last] = nil
	t.ring = t.ring[:last]
	t.byID.Delete(s.id)
	return true
}
