package mandat

import (
	"context"
	"errors"
	"fmt"
)

// Follow hears from the store which organisations have changed, until the context ends
// or the store fails, and returns why it ended. While it runs Org does not ask the store
// for what has not changed, so that it takes nanoseconds; before and afterwards Org asks
// every time. Run it in a goroutine of its own, again and again:
//
//	go func() {
//		for ctx.Err() == nil {
//			log.Print(directory.Follow(ctx))
//			time.Sleep(time.Second)
//		}
//	}()
//
// Other services' changes are seen as soon as the store tells of them: see what it says
// about that. Changes that this directory commits are seen at once. It is an error to
// follow twice at the same time.
func (d *Directory) Follow(ctx context.Context) error {
	if d == nil || d.store == nil {
		return fmt.Errorf("mandat: follow: %w", errNotOpened)
	}
	if !d.hearing.CompareAndSwap(false, true) {
		return errors.New("mandat: follow: the directory follows the store already")
	}
	defer d.hearing.Store(false)
	defer d.following.Store(false)
	d.seats.hearAll()
	for mark := uint64(0); ; {
		changed, next, err := d.store.Follow(ctx, mark)
		if err != nil {
			return fmt.Errorf("mandat: follow: %w", err)
		}
		for _, id := range changed {
			d.seats.hear(id)
		}
		mark = next
		d.following.Store(true)
	}
}

// hearAll notes that every organisation may have changed. The store names those that it
// has, and not those that it has no more, as after a backup was restored.
func (t *seats) hearAll() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, s := range t.ring {
		s.heard.Add(1)
	}
}

// hear notes that an organisation has changed.
func (t *seats) hear(id OrgID) {
	if s := t.find(id); s != nil {
		s.heard.Add(1)
	}
}
