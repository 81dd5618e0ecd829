package policyfile

import (
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
)

// codes reads the reasons that a case expects: one, or a list.
func (d *casesReader) codes(n *node) []string {
	for _, item := range d.oneOrMore("", n, "at least one name") {
		if item.kind == text && item.text != "" {
			d.code(item)
		}
	}
	return names[string](d.decoder, "", n)
}

// code reports a reason that none can be: "guard: already-so", "gate-closed:
// contract.delete", "no-right" and "grant reader at sales" can.
func (d *casesReader) code(n *node) {
	first, rest, more := strings.Cut(n.text, ": ")
	firsts, details := firstCodes(), detailCodes()
	tells := slices.Contains([]string{mandat.Malformed.String(), mandat.NoStanding.String()}, first)
	switch detail, _, named := strings.Cut(rest, ": "); {
	case strings.HasPrefix(first, "grant ") || strings.HasPrefix(first, "base role "):
	case strings.Contains(rest, ", ") && d.isSeveral(n.text, firsts):
		d.report(n, "several codes stand in one text: write a list of them, [\"%s\"]", shorten(strings.ReplaceAll(n.text, ", ", `", "`)))
	case !more && slices.Contains(details, first) && !slices.Contains(firsts, first):
		d.report(n, "code %q stands after its reason: expected %q", first, mayBegin(first)+": "+first)
	case !slices.Contains(firsts, first):
		d.report(n, "unknown code %q%s", shorten(first), perhaps(near(first, append(firsts, details...))))
	case named && slices.Contains(details, detail):
		d.report(n, "a code has no name: expected %q", first+": "+detail)
	case more && !slices.Contains(details, rest) && (tells || first == mandat.GuardClosed.String() && !strings.Contains(rest, ".")):
		d.report(n, "unknown code %q%s", shorten(rest), perhaps(near(rest, details)))
	}
}

// isSeveral reports whether a text is codes with commas between them, as a
// failure shows them.
func (d *casesReader) isSeveral(text string, firsts []string) bool {
	for _, part := range strings.Split(text, ", ") {
		if first, _, _ := strings.Cut(part, ": "); !slices.Contains(firsts, first) {
			return false
		}
	}
	return true
}

// firstCodes lists what reasons begin with.
func firstCodes() (all []string) {
	for r := mandat.Malformed; r.String() != unknownCode; r++ {
		all = append(all, r.String())
	}
	for k := mandat.StepMalformed; ; k++ {
		first, _, _ := strings.Cut(mandat.Step{Kind: k}.String(), ":")
		if first == unknownCode {
			return all
		}
		if k != mandat.StepRight && !slices.Contains(all, first) {
			all = append(all, first)
		}
	}
}

// detailCodes lists what follows upon some reasons.
func detailCodes() (all []string) {
	for d := mandat.NoDetail + 1; d.String() != unknownCode; d++ {
		all = append(all, d.String())
	}
	return all
}

// unknownCode is the code of a constant that there is not.
const unknownCode = "unknown"

// mayBegin returns the reason of which a code is a detail: details are in the
// order of the reasons.
func mayBegin(detail string) string {
	switch i := mandat.Detail(slices.Index(detailCodes(), detail) + 1); {
	case i <= mandat.ValueInvalid:
		return mandat.Malformed.String()
	case i <= mandat.PurposeOther, i > mandat.OwnRequest:
		return mandat.NoStanding.String()
	}
	return mandat.GuardClosed.String()
}

// nameKinds tells of which kind the name is that a detail is about.
var nameKinds = map[mandat.Detail]string{
	mandat.TypeUnknown: "type", mandat.ActionUnknown: "action", mandat.ChannelUnknown: "channel",
	mandat.StructureUnknown: "structure", mandat.StructureMissing: "structure", mandat.UnitUnknown: "unit", mandat.UnitMissing: "unit",
	mandat.StatusUnknown: "status", mandat.LabelUnknown: "label", mandat.RelationUnknown: "relation", mandat.ListUnknown: "list",
	mandat.GroupMissing: "group", mandat.RoleMissing: "role", mandat.SettingMissing: "setting", mandat.MemberMissing: "", mandat.NotAMember: "",
}

// refusal says why something was refused, with the name that it is about and the
// one that may be meant.
func (st *story) refusal(e mandat.Explanation, because []string, typ mandat.ResourceType) string {
	text := outcome(e.Decision(), because)
	for _, s := range e.Steps() {
		if s.Detail == mandat.NoDetail || s.Detail != e.Decision().Detail() || s.Name == "" || !strings.HasSuffix(text, s.Detail.String()) {
			continue
		}
		text += ": " + visible(s.Name)
		if kind, ok := nameKinds[s.Detail]; ok {
			words := vocabulary{st.system.policy.Rules(), st.org.Data()}
			text += perhaps(near(s.Name, words.names(kind, typ)))
		}
		return text
	}
	return text
}
