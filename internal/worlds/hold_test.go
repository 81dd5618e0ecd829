package worlds_test

import (
	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
)

// holds checks what always holds.
func (x *teller) holds(c worlds.Step, data mandat.OrgData, change mandat.Change) {
}
