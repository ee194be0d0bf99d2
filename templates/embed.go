// Package templates holds the built-in templates, interface texts and what
// new documents start from.
package templates

import "embed"

// FS holds the folders beside this file.
//
//go:embed */*
var FS embed.FS
