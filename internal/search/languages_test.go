package search_test

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hria/internal/build"
	"hria/internal/config"
	"hria/internal/search"
	"hria/templates"
	"hria/themes"
)

// register is a small register in one language: a document on each subject in
// each place, each place with an actor of its own. typed are other ways to
// write some of it.
type register struct {
	lang                     string
	title                    string // of a document, with {subject} and {place}
	subjects, places, actors []string
	rights                   map[string]string // id to name
	typed                    map[string]string // what is typed to what is meant
}

var registers = []register{
	{"en", "{subject} in {place}", []string{"Facial recognition", "Digital identity", "Welfare scoring", "Border drones", "Messaging interception"},
		[]string{"Port Meridian", "Lake Asha", "New Tolland", "Cape Verity"}, []string{"Harbour Rights Lab", "Asha Transit", "Tolland Council", "Verity Telecom"},
		map[string]string{"privacy": "Privacy", "assembly": "Peaceful assembly"},
		map[string]string{"PORT MERIDIAN": "Port Meridian", "harbour rights": "Harbour Rights Lab", "lake ash": "Lake Asha", "border drone tolland": "Border drones in New Tolland"}},
	{"fr", "{subject} à {place}", []string{"Reconnaissance faciale", "Identité numérique", "Notation sociale", "Drones à la frontière", "Interception de messages"},
		[]string{"Saint-Éloi", "Côte-Noire", "Valbœuf", "Mérac"}, []string{"Défense des libertés", "Régie d’Éloi", "Préfecture de Valbœuf", "Télécom Mérac"},
		map[string]string{"privacy": "Vie privée", "assembly": "réunion pacifique"},
		map[string]string{"saint eloi": "Saint-Éloi", "VALBOEUF": "Valbœuf", "identite numerique merac": "Identité numérique à Mérac", "l'identité numérique à la côte": "Identité numérique à Côte-Noire", "defense des libert": "Défense des libertés"}},
	{"ar", "{subject} في {place}", []string{"التعرف على الوجوه", "الهوية الرقمية", "تصنيف المستفيدين", "طائرات الحدود", "اعتراض الرسائل"},
		[]string{"مدينة النور", "أرض الياسمين", "قرية الصفا", "ميناء الأمل"}, []string{"مختبر الحقوق", "شركة الإتصالات", "بلدية الصفا", "هيئة الموانئ"},
		map[string]string{"privacy": "الخصوصية"},
		map[string]string{"مدينه النور": "مدينة النور", "ارض ياسمين": "أرض الياسمين", "ميناء الامل": "ميناء الأمل", "شركة الاتصالات": "شركة الإتصالات", "الهُوِيَّة الرقميّة في قرية الصفا": "الهوية الرقمية في قرية الصفا", "طـــائرات الحدود في مدينة النور": "طائرات الحدود في مدينة النور"}},
	{"ja", "{place}における{subject}", []string{"顔認識", "デジタル身分証", "給付の自動判定", "国境の無人機", "通信の傍受"},
		[]string{"港町市", "湖東町", "新谷村", "岬田区"}, []string{"港権利研究所", "湖東交通", "新谷村議会", "岬田通信"},
		map[string]string{"privacy": "プライバシー"},
		map[string]string{"ﾃﾞｼﾞﾀﾙ身分証 港町": "港町市におけるデジタル身分証", "港町": "港町市", "通信傍受 岬田区": "岬田区における通信の傍受"}},
	{"th", "{subject}ใน{place}", []string{"การจดจำใบหน้า", "บัตรประจำตัวดิจิทัล", "การให้คะแนนสวัสดิการ", "โดรนชายแดน", "การดักฟังข้อความ"},
		[]string{"เมืองท่าทอง", "ทะเลสาบอาชา", "หมู่บ้านใหม่", "แหลมสัตย์"}, []string{"สถาบันสิทธิ", "ขนส่งอาชา", "สภาหมู่บ้าน", "โทรคมนาคมแหลม"},
		nil, map[string]string{"ใบหน้า ท่าทอง": "การจดจำใบหน้าในเมืองท่าทอง"}},
	{"zh", "{place}的{subject}", []string{"人脸识别", "数字身份", "福利评分", "边境无人机", "信息拦截"},
		[]string{"港城", "湖州镇", "新谷村", "海角区"}, []string{"港城权利研究所", "湖州交通", "新谷村委会", "海角电信"},
		map[string]string{"privacy": "隐私"}, map[string]string{"人脸 港城": "港城的人脸识别"}},
}

const page = `+++
schema = "hria/1"
kind = "assessment"
id = "%s"
title = "%s"
version = "1.0"
status = "published"
date = 2026-01-%02d
lang = "%s"
summary = "A-Z"
right = [{ id = "privacy", relevance = "affected" }, { id = "assembly", relevance = "affected" }]
commission = { conducted_by = "%s" }
[deployment]
countries = ["XA"]
+++

%s
`

// written makes the documents of all registers. Each mentions the others of its
// place in its text, so that a word alone says little.
func written() (files fstest.MapFS, titles, actors, places map[string][]string) {
	files = fstest.MapFS{"hria.toml": {Data: []byte("title = \"T\"\nlanguages = [\"en\", \"fr\", \"ar\", \"ja\", \"zh\"]\n[countries]\nXA = \"Meridia\"\n")}}
	titles, actors, places = map[string][]string{}, map[string][]string{}, map[string][]string{}
	for _, r := range registers {
		for p, place := range r.places {
			for s, subject := range r.subjects {
				title := strings.NewReplacer("{subject}", subject, "{place}", place).Replace(r.title)
				name := fmt.Sprintf("%s-%d-%d", r.lang, p, s)
				text := strings.Join(r.places, ", ") + ". " + strings.Join(r.subjects, "; ") + ". " + strings.Join(r.actors, ", ") + "."
				files["assessments/"+name+".md"] = &fstest.MapFile{Data: fmt.Appendf(nil, page, strings.ToUpper(name), title, 1+s, r.lang, r.actors[p], text)}
				titles[title] = append(titles[title], name)
				actors[r.actors[p]] = append(actors[r.actors[p]], name, "organisations/")
				places[place] = append(places[place], name)
			}
		}
	}
	return files, titles, actors, places
}

// TestLanguages asks for titles, rights, actors and places in each language as
// they are and as people type them. The first answer must be right for at least
// 95 of 100.
func TestLanguages(t *testing.T) {
	files, titles, actors, places := written()
	type question struct {
		Q       string     `json:"q"`
		Lang    string     `json:"lang"`
		Filters [][]string `json:"filters"`
	}
	var queries []question
	var right [][]string
	for _, r := range registers {
		lang := r.lang
		if lang == "th" {
			lang = "en" // no page of the interface is in Thai
		}
		ask := func(q string, want ...string) {
			queries, right = append(queries, question{q, lang, [][]string{}}), append(right, want)
		}
		for _, group := range []map[string][]string{titles, actors, places} {
			for _, text := range slices.Sorted(maps.Keys(group)) {
				if strings.HasPrefix(group[text][0], r.lang+"-") {
					ask(text, group[text]...)
				}
			}
		}
		for id, name := range r.rights {
			ask(name, "rights/"+id+".html")
		}
		for typed, meant := range r.typed {
			ask(typed, slices.Concat(titles[meant], actors[meant], places[meant])...)
		}
		ask(strings.ToLower(r.lang)+"-0-3", r.lang+"-0-3") // an id
	}
	var out []struct {
		Found []string
		Bytes int
	}
	search.Node(t, map[string]any{"files": index(t, files), "queries": queries}, &out)
	wrong := map[string]int{}
	asked := map[string]int{}
	for i, q := range queries {
		asked[q.Lang]++
		first := ""
		if len(out[i].Found) > 0 {
			first = out[i].Found[0]
		}
		if !slices.ContainsFunc(right[i], func(want string) bool { return strings.Contains(first, want) }) {
			wrong[q.Lang]++
			t.Logf("%s %q: first is %q, wanted one of %q", q.Lang, q.Q, first, right[i])
		}
	}
	for lang, n := range asked {
		if wrong[lang]*20 > n {
			t.Errorf("%s: %d of %d first answers are wrong", lang, wrong[lang], n)
		}
	}
	t.Logf("asked %v, wrong %v", asked, wrong)
}

// index builds a site and gives the files of its index.
func index(t *testing.T, files fs.FS) map[string]string {
	t.Helper()
	session, err := build.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := session.Build(build.Input{Files: files, ConfigPath: "hria.toml", NoPDF: true, Jobs: 1, Version: "test",
		AsOf: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC),
		Look: func(config.Paths) (fs.FS, fs.FS) { return templates.FS, themes.FS }})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, path := range s.Outputs() {
		if strings.HasPrefix(path, "search/") {
			b, _, err := s.Render(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			out[path] = string(b)
		}
	}
	return out
}
