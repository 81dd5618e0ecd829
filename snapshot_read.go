package mandat

import (
	"bytes"
	"encoding/json"
)

// readSnapshot reads what a snapshot says, in the form in which it is written and
// in no other.
func readSnapshot(content []byte) (*snapshotForm, error) {
	x := &exact{text: content}
	x.must(`,"organisation":`)
	f := &snapshotForm{Organisation: x.org()}
	f.Closed = filled[map[InvitationID]PersonID](x, `,"closed":`)
	x.must("}")
	if x.failed || len(x.text) > 0 {
		return nil, errOtherForm
	}
	return f, nil
}

func (x *exact) org() orgForm {
	f := orgForm{Format: eventFormat}
	x.must(`{"format":1,"org":`)
	f.Org = OrgID(orDecoded((*exact).string)(x))
	x.must(`,"system":`)
	f.System = orDecoded((*exact).string)(x)
	x.must(`,"policy":`)
	f.Policy = orDecoded((*exact).string)(x)
	x.must(`,"version":`)
	f.Version = orDecoded((*exact).number)(x)
	f.Settings = filled[map[Setting]bool](x, `,"settings":`)
	f.Units = listed(x, `,"units":`, orDecoded((*exact).unit))
	f.Members = listedOf(x, `,"members":`, x.count(`{"person":`), orDecoded((*exact).member))
	f.Groups = listed(x, `,"groups":`, orDecoded((*exact).group))
	f.Roles = listed(x, `,"roles":`, decoded[Role])
	f.Grants = listedOf(x, `,"grants":`, x.count(`{"role":`), orDecoded((*exact).grant))
	f.Invitations = listed(x, `,"invitations":`, orDecoded((*exact).invitation))
	f.Approvals = listed(x, `,"approvals":`, decoded[Approval])
	f.Retired = filled[Retired](x, `,"retired":`)
	x.must("}")
	return f
}

// count tells how often a part comes: as often, or seldom oftener, as the elements
// that begin with it.
func (x *exact) count(part string) int { return bytes.Count(x.text, []byte(part)) }

// orDecoded returns how to read a value exactly or, where a character is escaped, by
// encoding/json.
func orDecoded[V any](read func(*exact) V) func(*exact) V {
	return func(x *exact) V {
		before := *x
		v := read(x)
		if x.failed {
			*x = before
			return decoded[V](x)
		}
		return v
	}
}

// filled reads an object behind a part, if that comes. An empty one would have been
// left out.
func filled[V any](x *exact, part string) V {
	var none V
	if !x.is(part) {
		return none
	}
	if x.is("{}") {
		x.fail()
	}
	return decoded[V](x)
}

// decoded reads a value by encoding/json. Written again it must be the same text, so
// that nothing was passed over.
func decoded[V any](x *exact) V {
	var v V
	d := json.NewDecoder(bytes.NewReader(x.text))
	if x.failed || d.Decode(&v) != nil {
		x.fail()
		return v
	}
	text := x.text[:d.InputOffset()]
	if again, err := json.Marshal(v); err != nil || !bytes.Equal(again, text) || lost(again) != nil {
		x.fail()
		return v
	}
	x.text = x.text[len(text):]
	return v
}
