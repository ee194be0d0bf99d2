package search

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"hria/templates"
)

// written gives for a text what it is looked up as, one character that ends a
// run of a script without spaces left out: that is for the index only.
var written = []struct{ text, tokens string }{
	{"Facial Recognition", "facial recognition"},
	{"Sécurité de l’État, à PORT-Meridian", "securite de l etat a port meridian"},
	{"HRIA-2026-003#I2", "hria 2026 003 i2"},
	{"rights, cameras, access, bias, as", "right camera access bia as"},
	{"Straße ŒUVRE Łódź Ærø İstanbul", "strasse oeuvre lodz aero istanbul"},
	{"ΟΔΟΣ οδός", "οδοσ"},
	{"ёлка Ёлка й", "елка и"},
	{"الْخُصُوصِيَّة والخصوصية خصوصيه", "خصوصيه"},
	{"أحكام إحكام آحكام احـــكام", "احكام"},
	{"مسؤولية شيء شئ", "مسووليه شي"},
	{"على علي", "علي"},
	{"۲۰۲۶ ٢٠٢٦", "2026"},
	{"ﷲ ﻻ", "له لا"},
	{"顔認識カメラ", "顔認 認識 識カ カメ メラ"},
	{"ｶﾒﾗ カメラ", "カメ メラ"},
	{"が", "が"},
	{"สิทธิ", "สิ ิท ทธ ธิ"},
	{"개인정보", "개인 인정 정보"},
	{"AI技术2026", "ai 技术 2026"},
	{"don't 3,5 ²", "don t 3 5 2"},
	{strings.Repeat("x", 40), strings.Repeat("x", 24)},
	{"ﬁle Ⅻ ㎏", "file xii"},
	{"", ""},
	{"… — !", ""},
}

// query gives the tokens of a text as the script looks them up.
func query(text string) []string {
	out := []string{}
	split(text, func(word string) {
		for _, token := range tokens(word) {
			if !slices.Contains(out, token) {
				out = append(out, token)
			}
		}
	})
	return out
}

// spoken is query without the single characters that end runs of two and more.
func spoken(text string) []string {
	list, out := query(text), []string{}
	for i, token := range list {
		r := []rune(token)
		if len(r) == 1 && within(rules.Solid, r[0]) && i > 0 && strings.HasSuffix(list[i-1], token) && list[i-1] != token {
			continue
		}
		out = append(out, token)
	}
	return out
}

func TestFold(t *testing.T) {
	for _, c := range written {
		if got := strings.Join(spoken(c.text), " "); got != c.tokens {
			t.Errorf("%q: got %q, want %q", c.text, got, c.tokens)
		}
	}
}

// TestScriptFolds: the script of the page makes the same tokens of a query as
// hria makes of a text.
func TestScriptFolds(t *testing.T) {
	var texts []string
	for _, c := range written {
		texts = append(texts, c.text)
	}
	// Each letter of the scripts that documents are written in, between two of
	// its neighbours.
	for _, x := range [][2]rune{{0x20, 0x24f}, {0x370, 0x58f}, {0x5d0, 0x6ff}, {0x900, 0x97f}, {0xe01, 0xedf}, {0x1000, 0x109f}, {0x10a0, 0x11ff},
		{0x1780, 0x17ff}, {0x1e00, 0x1fff}, {0x2070, 0x218f}, {0x3005, 0x30ff}, {0x4e00, 0x4e40}, {0xac00, 0xac40}, {0xfb00, 0xfeff}, {0xff00, 0xffdc}} {
		for r := x[0]; r <= x[1]; r++ {
			texts = append(texts, "a"+string(r)+string(r+1)+"b")
		}
	}
	var got [][]string
	node(t, map[string]any{"files": map[string]string{"search/index.js": string(New(0, 0, func() []Group { return nil }).File("index.js"))}, "texts": texts}, &got)
	for i, text := range texts {
		if want := spoken(text); len(want) <= 24 && !slices.Equal(got[i], want) {
			t.Errorf("%q %+q: the script makes %q, hria %q", text, text, got[i], want)
		}
	}
}

// node runs the script of the page in node, where that is there.
func node(t *testing.T, in map[string]any, out any) {
	t.Helper()
	path, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not there")
	}
	script, err := templates.FS.ReadFile("assets/search.js")
	if err != nil {
		t.Fatal(err)
	}
	in["script"] = string(script)
	question, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "testdata/ask.js")
	cmd.Stdin = bytes.NewReader(question)
	answer, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v", err)
	}
	if err := json.Unmarshal(answer, out); err != nil {
		t.Fatal(err)
	}
}
