package memstore_test

import (
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(*testing.T) mandat.Store { return memstore.New() })
}

func TestPersons(t *testing.T) {
	storetest.RunPersons(t, func(*testing.T) mandat.Persons { return memstore.New() })
}
