package mandat

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every code and phrase is there, in both languages and with the same words in
// braces.

func TestEveryDetailReasonAndStepHasACodeAndAPhrase(t *testing.T) {
	for name, phrases := range map[string][]phrase{
		"Reason": reasonPhrases[:], "StepKind": stepPhrases[1:], "Detail": detailPhrases[1:], "Reached": howPhrases[1:],
	} {
		if last := len(constants(t)[name]); len(phrases) != last && !(name == "Detail" && len(phrases) == last-1) {
			t.Errorf("%d phrases for %d constants of type %s", len(phrases), last, name)
		}
		for i, p := range phrases {
			checkPhrase(t, name, i, p)
		}
	}
	for i, pair := range missPhrases[1:] {
		checkPhrase(t, "MissKind", i, pair[0])
		if negatable := i+1 == int(MissRelation) || i+1 == int(MissLabel) || i+1 == int(MissSession) || i+1 == int(MissSetting); negatable {
			checkPhrase(t, "MissKind with Not", i, pair[1])
		}
	}
	if n := len(constants(t)["MissKind"]); len(missPhrases)-1 != n {
		t.Errorf("%d phrases for %d kinds of misses", len(missPhrases)-1, n)
	}
}

func TestEveryCodeIsThereOnce(t *testing.T) {
	for name, codes := range map[string][]string{"Reason": reasonCodes[:], "Detail": detailCodes[:], "StepKind": stepCodes[1:]} {
		if n := len(constants(t)[name]); len(codes) != n {
			t.Errorf("%d codes for %d constants of type %s", len(codes), n, name)
		}
		for i, code := range codes {
			empty := name == "Detail" && i == int(NoDetail) || name == "StepKind" && i+1 == int(StepRight)
			if (code == "") != empty {
				t.Errorf("constant %d of type %s has the code %q", i, name, code)
			}
			// What stands in the way of a change is a guard, with a detail after it.
			isObstacle := name == "StepKind" && i+1 == int(StepObstacle)
			if slices.Contains(codes[:i], code) && !isObstacle {
				t.Errorf("the code %q stands for two constants of type %s", code, name)
			}
		}
	}
}

// TestEveryPhraseHasBothLanguages looks at all phrases in the source, also at
// those that no array holds.
func TestEveryPhraseHasBothLanguages(t *testing.T) {
	files, err := filepath.Glob("catalogue*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if texts := literals(node); len(texts) > 0 {
				n++
				if len(texts) != 2 || (texts[0] == "") != (texts[1] == "") || !slices.Equal(wordsInBraces(texts[0]), wordsInBraces(texts[1])) {
					t.Errorf("%s: the phrase %q is not the same in both languages", name, texts)
				}
			}
			return true
		})
	}
	if n < 100 {
		t.Errorf("only %d phrases were found", n)
	}
}

// literals returns the texts that a composite literal lists.
func literals(node ast.Node) []string {
	lit, ok := node.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	var texts []string
	for _, e := range lit.Elts {
		if b, ok := e.(*ast.BasicLit); ok && b.Kind == token.STRING {
			text, _ := strconv.Unquote(b.Value)
			texts = append(texts, text)
		}
	}
	return texts
}

func checkPhrase(t *testing.T, of string, i int, p phrase) {
	t.Helper()
	if p.en == "" || p.sv == "" {
		t.Errorf("phrase %d of type %s is not there in both languages: %+v", i, of, p)
	}
	if !slices.Equal(wordsInBraces(p.en), wordsInBraces(p.sv)) {
		t.Errorf("the languages of a phrase fill in other words: %+v", p)
	}
}

var braces = regexp.MustCompile(`\{[a-z]+\}`)

func wordsInBraces(text string) []string {
	found := braces.FindAllString(text, -1)
	slices.Sort(found)
	return found
}

// constants returns the names of the exported constants by type, as declared.
func constants(t *testing.T) map[string][]string {
	t.Helper()
	byType := make(map[string][]string)
	for _, name := range []string{"decision.go", "detail.go", "step.go", "miss.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			typ := ""
			for _, s := range g.Specs {
				v := s.(*ast.ValueSpec)
				if id, ok := v.Type.(*ast.Ident); ok {
					typ = id.Name
				}
				byType[typ] = append(byType[typ], v.Names[0].Name)
			}
		}
	}
	return byType
}
