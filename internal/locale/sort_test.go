package locale_test

import (
	"strings"
	"testing"

	"hria/internal/locale"
)

func TestSort(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"en", "zoo Éclair eclair apple Zoo 2nd", "2nd apple eclair Éclair zoo Zoo"},
		{"es", "ñu nube oso", "nube ñu oso"},
		{"sv", "örn zebra ål", "zebra ål örn"},
		{"ru", "Zebra ящик Ель ежик", "ежик Ель ящик Zebra"},
		{"ar", "Zebra تونس أفق باب", "أفق باب تونس Zebra"},
		{"ja", "東京 ア い Zebra オランダ データ ぷ プライバシー バ", "ア い オランダ データ バ ぷ プライバシー 東京 Zebra"},
	} {
		list := strings.Fields(c.in)
		locale.Sort(c.lang, list, func(s string) string { return s })
		if got := strings.Join(list, " "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.lang, got, c.want)
		}
	}
}

func TestInitialAndSlug(t *testing.T) {
	for text, want := range map[string]string{"Éclair": "E", "«quoted»": "Q", "أفق": "ا", "東京": "漢", "2nd": "#", "—": "#", "": "#", "ёж": "Е", "プライバシー": "ふ", "ぷ": "ふ"} {
		if got := locale.Initial(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"Éclair & Söhne, S.A.": "eclair-sohne-s-a", "Straße Łódź": "strasse-lodz", "L'Œil": "loeil", "  ": "", "../../etc": "etc", "A\x00B": "a-b"} {
		if got, whole := locale.Slug(text); got != want || !whole {
			t.Errorf("%q: got %q, %v", text, got, whole)
		}
	}
	for _, text := range []string{"東京都", "Acme 東京", "Газпром", "شركة"} {
		if _, whole := locale.Slug(text); whole {
			t.Errorf("%q: nothing is said to be lost", text)
		}
	}
}
