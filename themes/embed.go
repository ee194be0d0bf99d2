// Package themes holds the built-in themes.
package themes

import "embed"

// FS holds a folder for each theme.
//
//go:embed */*
var FS embed.FS
