//go:build browser

package main

import (
	"context"
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var folder = flag.String("pictures", "", "write a picture of each page into this `folder`; otherwise only of a failure, into the folder of temporary files")

// browser is one chromium for all stories.
type browser struct{ ctx context.Context }

func newBrowser(t *testing.T) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.Flag("lang", "en"), chromedp.Flag("hide-scrollbars", true))
	allocated, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	require.NoError(t, chromedp.Do(ctx), "is chromium installed?")
	return &browser{ctx}
}

// story tells a story in a browser without cookies, about a service with its sample data.
func (b *browser) story(tell func(*site, *tab)) func(*testing.T) {
	return func(t *testing.T) {
		x := newSite(t)
		server := httptest.NewServer(x.handler)
		t.Cleanup(server.Close)
		p := b.tab(t, server.URL)
		tell(x, p)
	}
}

// tab is a page of a browser with cookies of its own.
type tab struct {
	t    *testing.T
	b    *browser
	ctx  context.Context
	base string

	mu         sync.Mutex
	complaints []string
}

func (b *browser) tab(t *testing.T, base string) *tab {
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	p := &tab{t: t, b: b, ctx: ctx, base: base}
	require.NoError(t, chromedp.Listen(ctx, p.heard))
	p.width(1200)
	t.Cleanup(p.noComplaints)
	return p
}

// heard notes what the browser complains of, such as a script that the policy for
// contents does not let. Statuses other than 200 are no complaint.
func (p *tab) heard(event any) {
	e, ok := event.(*log.EventEntryAdded)
	if ok && e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.complaints = append(p.complaints, e.Entry.Text)
	}
}

func (p *tab) noComplaints() {
	p.mu.Lock()
	defer p.mu.Unlock()
	assert.Empty(p.t, p.complaints)
}

// another is a tab of somebody else.
func (p *tab) another() *tab { return p.b.tab(p.t, p.base) }

// do takes a step. One that fails leaves a picture of the page, and ends the story.
func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 15*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.fail("%v", err)
	}
}

func (p *tab) fail(format string, args ...any) {
	p.t.Helper()
	name := filepath.Join(os.TempDir(), strings.NewReplacer("/", "-", " ", "-").Replace(p.t.Name())+".png")
	p.shoot(name)
	p.t.Fatalf(format+"\npicture: "+name, args...)
}

func (p *tab) shoot(name string) {
	ctx, cancel := context.WithTimeout(p.ctx, 15*time.Second)
	defer cancel()
	if png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100)); assert.NoError(p.t, err) {
		assert.NoError(p.t, os.WriteFile(name, png, 0o600))
	}
}

// picture takes a picture of the page, if that is wanted.
func (p *tab) picture(name string) {
	if *folder != "" {
		require.NoError(p.t, os.MkdirAll(*folder, 0o700))
		p.shoot(filepath.Join(*folder, name+".png"))
	}
}

func (p *tab) open(path string) {
	p.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = p.base + path
	}
	p.do(chromedp.Navigate(path))
}

// as sets the cookie that the switch sets.
func (p *tab) as(person string) {
	p.t.Helper()
	var err error
	if person == nobody {
		_, err = chromedp.Call(p.ctx, network.DeleteCookies, network.DeleteCookiesParams{Name: "person", URL: p.base})
	} else {
		_, err = chromedp.Call(p.ctx, network.SetCookie, network.SetCookieParams{Name: "person", Value: person, URL: p.base})
	}
	require.NoError(p.t, err)
}

func (p *tab) width(width int64) {
	p.t.Helper()
	p.do(chromedp.EmulateViewport(width, 800))
}

func (p *tab) click(selector string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

func (p *tab) exists(selector string) {
	p.t.Helper()
	p.do(chromedp.WaitReady(chromedp.CSS(selector)))
}

func (p *tab) fill(selector, value string) {
	p.t.Helper()
	p.do(chromedp.Clear(chromedp.CSS(selector)), chromedp.SendKeys(chromedp.CSS(selector), value))
}

func (p *tab) choose(selector, value string) {
	p.t.Helper()
	p.do(chromedp.SetValue(chromedp.CSS(selector), value))
}

func (p *tab) eval(expression string) any {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[any](expression))
	if err != nil {
		p.fail("%s: %v", expression, err)
	}
	return value
}

const visible = `document.querySelector("main")?.innerText ?? ""`

// sees waits until a text can be seen.
func (p *tab) sees(text string) {
	p.t.Helper()
	var all string
	for range 200 {
		now, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](visible))
		if all = now; err == nil && strings.Contains(strings.Join(strings.Fields(all), " "), text) {
			return
		} // a page that is just left has no text
		time.Sleep(50 * time.Millisecond)
	}
	p.fail("%q cannot be seen in:\n%s", text, all)
}

// seesNot looks once: ask for what is there before.
func (p *tab) seesNot(text string) {
	p.t.Helper()
	if all, _ := p.eval(visible).(string); strings.Contains(strings.Join(strings.Fields(all), " "), text) {
		p.fail("%q can be seen in:\n%s", text, all)
	}
}

// usable checks what holds for every page: nothing is cut off at the right, everything
// that is filled in has a label, there is one heading of the page and no level is left
// out, and nothing was left untranslated.
func (p *tab) usable(name string) {
	p.t.Helper()
	assert.Equal(p.t, "", p.eval(`(() => {
		const found = [];
		const root = document.documentElement;
		if (root.scrollWidth > root.clientWidth) found.push("it is " + root.scrollWidth + " wide");
		for (const field of document.querySelectorAll("input:not([type=hidden]), select")) {
			if (!field.labels.length) found.push("no label for " + field.name);
		}
		for (const button of document.querySelectorAll("button, a")) {
			if (!button.innerText.trim() && !button.classList.contains("skip")) found.push("no text in " + button.outerHTML);
		}
		let level = 0;
		for (const heading of document.querySelectorAll("h1, h2, h3")) {
			const next = Number(heading.tagName[1]);
			if (next > level + 1) found.push("h" + next + " after h" + level);
			level = next;
		}
		if (document.querySelectorAll("h1").length !== 1) found.push("not one h1");
		const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
		if (new Set(ids).size !== ids.length) found.push("an id twice");
		return found.join("; ");
	})()`), name)
}
