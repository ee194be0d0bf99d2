package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func sp(s string) []Span { return []Span{{Text: s}} }

// words is what a sample says in one language.
type words struct {
	lang, title, subtitle, lead, findings, para, link, mail string
	items                                                   []string
	caption                                                 string
	head                                                    []string
	rows                                                    [][]string
	measures, box, boxText, alt, figCaption, left, right    string
	page                                                    func(i, n int) string
}

var english = words{
	lang: "en", title: "Face recognition at the port of Meridian",
	subtitle: "Briefing note for the port council · decision on 14 April 2026",
	lead:     "The port authority plans 140 cameras that compare every face with three watch lists. Do not switch on the comparison before a court order is required for each list.",
	findings: "What we found",
	para:     "Dock workers pass the gates four times a shift. A false match stops a worker at the gate, and the foreman sees why. In the trial of 2025 the system raised 61 alarms; 52 of them were wrong, and two thirds of those concerned people with dark skin. The vendor’s contract gives the city’s police access to the live picture without a record of who looked. See the ",
	link:     "trial report", mail: "port-council@example.org",
	items:   []string{"People are tracked at work and on their way home, without a decision by anybody who answers for it.", "Union meetings in the canteen are in view of six cameras.", "There is no complaint procedure in a language other than English."},
	caption: "Impacts, how severe they are, and who must act",
	head:    []string{"Impact", "Right", "Severity", "Who must act", "By"},
	rows: [][]string{
		{"Workers are followed at and after work", "Privacy", "Severe", "Port authority", "Before start"},
		{"Wrong alarms fall on people with dark skin", "Non-discrimination", "Severe", "Vendor, port authority", "June 2026"},
		{"Union meetings are watched", "Freedom of association", "Major", "Port authority", "At once"},
		{"No way to complain", "Effective remedy", "Major", "Ombudsperson", "September 2026"},
	},
	measures: "What must be done", box: "For decision", boxText: "Approve the cameras at the quay for safety, without comparison of faces. Come back to the comparison when the three conditions are met.",
	alt: "Severity of four impacts: two severe, two major, none moderate.", figCaption: "Severity of the four impacts. Filled squares mark the level reached.",
	left: "Conditions", right: "What it costs",
	page: func(i, n int) string { return fmt.Sprintf("Page %d of %d", i, n) },
}

var arabic = words{
	lang: "ar", title: "التعرف على الوجوه في ميناء مريديان",
	subtitle: "مذكرة إحاطة لمجلس الميناء · القرار في 14 أبريل 2026",
	lead:     "تخطط هيئة الميناء لتركيب 140 كاميرا تقارن كل وجه بثلاث قوائم مراقبة. لا تُشغَّل المقارنة قبل أن يُشترط أمر قضائي لكل قائمة.",
	findings: "ما وجدناه",
	para:     "يمر عمال الأرصفة بالبوابات أربع مرات في كل وردية. يوقف التطابق الخاطئ العامل عند البوابة (ويرى المشرف السبب). في تجربة عام 2025 أطلق النظام 61 إنذارًا، كان 52 منها خاطئًا. يمنح عقد شركة FaceGate Ltd. الشرطة حق الوصول إلى الصورة الحية دون سجل. انظر ",
	link:     "تقرير التجربة", mail: "port-council@example.org",
	items:   []string{"يُتعقَّب الناس في العمل وفي طريق عودتهم إلى منازلهم.", "اجتماعات النقابة في المقصف تحت نظر ست كاميرات.", "لا يوجد إجراء للشكاوى بأي لغة غير الإنجليزية."},
	caption: "الآثار وشدتها ومن يجب أن يتصرف",
	head:    []string{"الأثر", "الحق", "الشدة", "من يتصرف", "الموعد"},
	rows: [][]string{
		{"يُتعقَّب العمال أثناء العمل وبعده", "الخصوصية", "شديد", "هيئة الميناء", "قبل البدء"},
		{"الإنذارات الخاطئة تصيب ذوي البشرة الداكنة", "عدم التمييز", "شديد", "المورّد وهيئة الميناء", "يونيو 2026"},
		{"مراقبة اجتماعات النقابة", "حرية تكوين الجمعيات", "كبير", "هيئة الميناء", "فورًا"},
	},
	measures: "ما يجب فعله", box: "للقرار", boxText: "يُوافَق على الكاميرات عند الرصيف من أجل السلامة، دون مقارنة الوجوه.",
	alt: "شدة أربعة آثار: اثنان شديدان واثنان كبيران.", figCaption: "شدة الآثار. المربعات المملوءة تدل على المستوى.",
	left: "الشروط", right: "التكلفة",
	page: func(i, n int) string { return fmt.Sprintf("صفحة %d من %d", i, n) },
}

var french = words{
	lang: "fr", title: "Reconnaissance faciale au port de Meridian",
	subtitle: "Note pour le conseil du port · décision le 14 avril 2026",
	lead:     "L’autorité portuaire prévoit 140 caméras qui comparent chaque visage à trois listes de surveillance. N’activez pas la comparaison avant qu’un juge ne doive autoriser chaque liste.",
	findings: "Ce que nous avons constaté",
	para:     "Les dockers franchissent les portes quatre fois par équipe. Une fausse correspondance arrête l’ouvrier à la porte, et le contremaître voit pourquoi. Lors de l’essai de 2025, le système a donné 61 alertes ; 52 étaient fausses. Le contrat du fournisseur ouvre l’image en direct à la police, sans trace des consultations. Voir le ",
	link:     "rapport d’essai", mail: "port-council@example.org",
	items:   []string{"Des personnes sont suivies au travail et sur le chemin du retour, sans que quiconque en réponde.", "Les réunions syndicales à la cantine sont dans le champ de six caméras.", "Il n’existe aucune voie de plainte dans une autre langue que l’anglais."},
	caption: "Effets, gravité et responsables",
	head:    []string{"Effet", "Droit", "Gravité", "Responsable", "Échéance"},
	rows: [][]string{
		{"Les ouvriers sont suivis pendant et après le travail", "Vie privée", "Grave", "Autorité portuaire", "Avant la mise en service"},
		{"Les fausses alertes visent des personnes à la peau foncée", "Non-discrimination", "Grave", "Fournisseur, autorité portuaire", "Juin 2026"},
		{"Les réunions syndicales sont observées", "Liberté d’association", "Majeure", "Autorité portuaire", "Immédiatement"},
	},
	measures: "Ce qu’il faut faire", box: "À décider", boxText: "Approuver les caméras du quai pour la sécurité, sans comparaison des visages.",
	alt: "Gravité de quatre effets : deux graves, deux majeurs.", figCaption: "Gravité des effets. Les carrés pleins marquent le niveau atteint.",
	left: "Conditions", right: "Le coût",
	page: func(i, n int) string { return fmt.Sprintf("Page %d sur %d", i, n) },
}

var spanish = words{
	lang: "es", title: "Reconocimiento facial en el puerto de Meridian",
	subtitle: "Nota para el consejo del puerto · decisión el 14 de abril de 2026",
	lead:     "La autoridad portuaria planea 140 cámaras que comparan cada rostro con tres listas de vigilancia. No active la comparación antes de que se exija una orden judicial para cada lista.",
	findings: "Lo que encontramos",
	para:     "Los estibadores cruzan las puertas cuatro veces por turno. Una coincidencia falsa detiene al trabajador en la puerta y el capataz ve por qué. En la prueba de 2025 el sistema dio 61 alarmas; 52 eran falsas. El contrato da a la policía acceso a la imagen en vivo sin registro de quién miró. Véase el ",
	link:     "informe de la prueba", mail: "port-council@example.org",
	items:   []string{"Se sigue a las personas en el trabajo y de camino a casa.", "Seis cámaras ven las reuniones sindicales en el comedor.", "No hay vía de queja en otro idioma que no sea el inglés."},
	caption: "Impactos, gravedad y quién debe actuar",
	head:    []string{"Impacto", "Derecho", "Gravedad", "Quién debe actuar", "Plazo"},
	rows: [][]string{
		{"Se sigue a los trabajadores durante y después del trabajo", "Privacidad", "Grave", "Autoridad portuaria", "Antes de empezar"},
		{"Las alarmas falsas recaen en personas de piel oscura", "No discriminación", "Grave", "Proveedor, autoridad portuaria", "Junio de 2026"},
	},
	measures: "Lo que hay que hacer", box: "Para decidir", boxText: "Aprobar las cámaras del muelle por seguridad, sin comparar rostros.",
	alt: "Gravedad de cuatro impactos: dos graves, dos mayores.", figCaption: "Gravedad de los impactos. Los cuadros llenos marcan el nivel.",
	left: "Condiciones", right: "El coste",
	page: func(i, n int) string { return fmt.Sprintf("Página %d de %d", i, n) },
}

// sample is a briefing note with one of everything. more lengthens it.
func sample(w words, more int) Document {
	bullets := func(numbered bool) List {
		l := List{Numbered: numbered}
		for _, s := range w.items {
			l.Items = append(l.Items, Item{Blocks: []Block{Paragraph{Spans: sp(s)}}})
		}
		return l
	}
	table := Table{
		ID: "impacts", Caption: sp(w.caption), RowHeader: true,
		Columns: []Column{{Width: 3}, {Width: 2}, {Width: 1.3}, {Width: 2}, {Width: 1.7}},
	}
	var head Row
	for _, s := range w.head {
		head.Cells = append(head.Cells, Cell{Spans: sp(s)})
	}
	table.Header = []Row{head}
	for range 1 + more*4 {
		for _, r := range w.rows {
			var row Row
			for _, s := range r {
				row.Cells = append(row.Cells, Cell{Spans: sp(s)})
			}
			table.Rows = append(table.Rows, row)
		}
	}
	accent := RGB(0x1f, 0x4e, 0x79)
	figure := Figure{
		Alt: w.alt, Height: 46, Width: 240, Caption: sp(w.figCaption),
		Draw: func(c *Canvas) {
			for i := range 4 {
				for k := range 4 {
					p := Paint{Stroke: accent, Width: 0.8}
					if k < 3-i/2 {
						p.Fill = accent
					}
					c.RoundRect(60+float64(k)*14, 2+float64(i)*11, 10, 8, 1.5, p)
				}
				c.Text(52, 9+float64(i)*11, w.head[i], TextMark{Size: 7.5, Anchor: AlignEnd, Fit: 52})
			}
			c.Circle(200, 22, 16, Paint{Stroke: accent, Width: 3, Dash: []float64{4, 2}})
		},
	}
	blocks := []Block{
		Paragraph{Role: Label, Spans: sp(w.box)},
		Heading{Level: 1, Spans: sp(w.title)},
		Paragraph{Role: Subtitle, Spans: sp(w.subtitle)},
		Paragraph{Role: Lead, Spans: sp(w.lead)},
		Box{Fill: RGB(0xf2, 0xf5, 0xf9), Bar: accent, Blocks: []Block{
			Paragraph{Role: Label, Spans: sp(w.box)}, Paragraph{Spans: sp(w.boxText)},
		}},
		Heading{Level: 2, ID: "findings", Spans: sp(w.findings)},
		Paragraph{Align: AlignJustify, Spans: []Span{
			{Text: w.para}, {Text: w.link, Link: "https://example.org/trial?x=1&y=(2)"}, {Text: " ("}, {Text: w.head[0], Link: "#impacts"}, {Text: "), "},
			{Text: "HRIA-2026-003", Code: true, Isolate: true}, {Text: "1", Super: true}, {Text: " — "}, {Text: "bold", Bold: true, Lang: "en"}, {Text: " "}, {Text: "italic", Italic: true, Lang: "en"}, {Text: "."},
		}},
		bullets(false),
		table,
		Heading{Level: 2, Spans: sp(w.measures)},
		figure,
		Columns{Cols: [][]Block{
			{Heading{Level: 3, Spans: sp(w.left)}, bullets(true)},
			{Heading{Level: 3, Spans: sp(w.right)}, Paragraph{Spans: []Span{{Text: w.boxText + " "}, {Text: w.mail, Link: "mailto:" + w.mail}, {Text: "."}}}},
		}},
		Rule{},
		Paragraph{Role: Small, Spans: sp(w.lead)},
	}
	for i := range more {
		blocks = append(blocks, Heading{Level: 2, Spans: sp(fmt.Sprintf("%s %d", w.findings, i+2))})
		for range 4 {
			blocks = append(blocks, Paragraph{Spans: sp(w.para + w.link + ".")}, bullets(false))
		}
	}
	return Document{
		Title: w.title, Author: "Meridian Rights Forum", Subject: w.subtitle, Keywords: []string{"HRIA", w.head[0]}, Lang: w.lang,
		Date: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC),
		Header: func(p Page) Bar {
			if p.Number == 1 {
				return Bar{}
			}
			return Bar{Start: sp(w.title), Rule: true}
		},
		Footer: func(p Page) Bar { return Bar{Start: sp("HRIA-2026-003 · 1.2"), End: sp(w.page(p.Number, p.Count))} },
		Blocks: blocks,
	}
}

func setter(t testing.TB) *Typesetter {
	t.Helper()
	ts, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return ts
}

// TestSamples writes the samples where somebody wants to look at them.
func TestSamples(t *testing.T) {
	ts := setter(t)
	for _, w := range []words{english, french, spanish, arabic} {
		for _, more := range []int{0, 2} {
			res, err := ts.Render(t.Context(), sample(w, more))
			if err != nil {
				t.Fatal(err)
			}
			if len(res.Missing) > 0 || len(res.Overflows) > 0 {
				t.Errorf("%s: missing %v, overflows %v", w.lang, res.Missing, res.Overflows)
			}
			if dir := os.Getenv("PDF_SAMPLES"); dir != "" {
				name := filepath.Join(dir, fmt.Sprintf("%s-%d.pdf", w.lang, more))
				if err := os.WriteFile(name, res.PDF, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
