//go:build openfga

package main

import (
	"context"

	openfgav1 "github.com/openfga/api/proto/openfga/v1"
	"github.com/openfga/language/pkg/go/transformer"
	"github.com/openfga/openfga/pkg/server"
	"github.com/openfga/openfga/pkg/storage/memory"
)

// openFGAModel lets a role be held at a unit or above it. That a contract is a
// draft is said of every user.
const openFGAModel = `
model
  schema 1.1

type user

type unit
  relations
    define parent: [unit]
    define reader: [user] or reader from parent
    define responsible: [user] or responsible from parent
    define admin: [user] or admin from parent

type contract
  relations
    define unit: [unit]
    define responsible: [user]
    define deputy: [user]
    define draft: [user:*]
    define own: responsible or deputy
    define may_read: reader from unit or responsible from unit or admin from unit
    define may_edit: admin from unit or may_edit_own
    define may_edit_own: own and responsible from unit
    define may_delete: draft and admin from unit
`

func buildOpenFGA(ctx context.Context, w *world) ([]lane, error) {
	var lanes []lane
	for _, v := range []struct {
		way    string
		cached bool
	}{{"Check", false}, {"Check, query cache", true}} {
		f, err := newOpenFGA(ctx, w, v.cached)
		if err != nil {
			return nil, err
		}
		lanes = append(lanes, decisions(v.way, w.warm, f.allows), decisions(v.way, w.cold, f.allows))
	}
	return lanes, nil
}

// openFGA is a server in this process, asked without a network.
type openFGA struct {
	server         *server.Server
	store, modelID string
	relations      map[string]string // by action
}

func newOpenFGA(ctx context.Context, w *world, cached bool) (*openFGA, error) {
	s, err := server.NewServerWithOpts(server.WithDatastore(memory.New()), server.WithCheckQueryCacheEnabled(cached))
	if err != nil {
		return nil, err
	}
	f := &openFGA{server: s, relations: map[string]string{toRead: "may_read", toEdit: "may_edit", toDelete: "may_delete"}}
	store, err := s.CreateStore(ctx, &openfgav1.CreateStoreRequest{Name: "bench"})
	if err != nil {
		return nil, err
	}
	f.store = store.GetId()
	model, err := transformer.TransformDSLToProto(openFGAModel)
	if err != nil {
		return nil, err
	}
	written, err := s.WriteAuthorizationModel(ctx, &openfgav1.WriteAuthorizationModelRequest{
		StoreId: f.store, SchemaVersion: model.GetSchemaVersion(), TypeDefinitions: model.GetTypeDefinitions()})
	if err != nil {
		return nil, err
	}
	f.modelID = written.GetAuthorizationModelId()
	return f, f.write(ctx, w)
}

// write stores the units and the grants, a user or unit at a time.
func (f *openFGA) write(ctx context.Context, w *world) error {
	roles := [...]string{reader: "reader", responsible: "responsible", admin: "admin"}
	for _, u := range w.units {
		if u.parent < 0 {
			continue
		}
		if err := f.add(ctx, tuple("unit:"+w.units[u.parent].id, "parent", "unit:"+u.id)); err != nil {
			return err
		}
	}
	for _, u := range w.users {
		var held []*openfgav1.TupleKey
		for _, g := range u.grants {
			held = append(held, tuple("user:"+u.id, roles[g.role], "unit:"+w.units[g.unit].id))
		}
		if err := f.add(ctx, held...); err != nil {
			return err
		}
	}
	return nil
}

func (f *openFGA) add(ctx context.Context, keys ...*openfgav1.TupleKey) error {
	_, err := f.server.Write(ctx, &openfgav1.WriteRequest{
		StoreId: f.store, AuthorizationModelId: f.modelID, Writes: &openfgav1.WriteRequestWrites{TupleKeys: keys}})
	return err
}

// allows tells what the row says in contextual tuples, so that the store holds
// no contracts.
func (f *openFGA) allows(q *request) (bool, error) {
	c, object := q.contract, "contract:"+q.contract.id
	row := []*openfgav1.TupleKey{
		tuple("unit:"+c.unit, "unit", object),
		tuple("user:"+c.responsible, "responsible", object),
		tuple("user:"+c.deputy, "deputy", object),
	}
	if c.status == draft {
		row = append(row, tuple("user:*", "draft", object))
	}
	answer, err := f.server.Check(context.Background(), &openfgav1.CheckRequest{
		StoreId: f.store, AuthorizationModelId: f.modelID,
		TupleKey:         &openfgav1.CheckRequestTupleKey{User: "user:" + q.user, Relation: f.relations[q.action], Object: object},
		ContextualTuples: &openfgav1.ContextualTupleKeys{TupleKeys: row},
	})
	return answer.GetAllowed(), err
}

func tuple(user, relation, object string) *openfgav1.TupleKey {
	return &openfgav1.TupleKey{User: user, Relation: relation, Object: object}
}
