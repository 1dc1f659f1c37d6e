package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const (
	maxFile = 400 // lines
	maxFunc = 60  // lines
)

// sources lists every Go file of the project.
func sources(t *testing.T) []string {
	t.Helper()
	out, err := exec.Command("git", "-C", "../..", "ls-files", "--cached", "--others", "--exclude-standard", "*.go").Output()
	if err != nil {
		t.Fatal(err)
	}
	files := strings.Fields(string(out))
	if len(files) < 50 {
		t.Fatalf("found only %d Go files", len(files))
	}
	return files
}

// TestShape keeps files and functions short, every package introduced once,
// every exported name explained, and start-up free of hidden work.
func TestShape(t *testing.T) {
	t.Parallel()
	intros := map[string][]string{}
	for _, path := range sources(t) {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, filepath.Join("../..", path), nil, parser.ParseComments)
		if err != nil {
			t.Error(err)
			continue
		}
		lines := func(n ast.Node) int { return fset.Position(n.End()).Line - fset.Position(n.Pos()).Line + 1 }
		if n := fset.Position(f.FileEnd).Line; n > maxFile {
			t.Errorf("%s has %d lines; split it by noun", path, n)
		}
		test := strings.HasSuffix(path, "_test.go")
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				checkFunc(t, path, fn, lines(fn), test)
			} else if g, ok := d.(*ast.GenDecl); ok && !test {
				checkNames(t, path, g)
			}
		}
		if dir := filepath.Dir(path); !test {
			if intros[dir] == nil {
				intros[dir] = []string{}
			}
			if f.Doc != nil {
				intros[dir] = append(intros[dir], path)
			}
		}
	}
	for dir, files := range intros {
		if len(files) != 1 {
			t.Errorf("%s: want one package comment, found %d %v", dir, len(files), files)
		}
	}
}

func checkFunc(t *testing.T, path string, fn *ast.FuncDecl, lines int, test bool) {
	t.Helper()
	if lines > maxFunc {
		t.Errorf("%s: %s has %d lines", path, fn.Name.Name, lines)
	}
	if fn.Name.Name == "init" && fn.Recv == nil {
		t.Errorf("%s: init hides work in the start; call it by name", path)
	}
	if !test && fn.Name.IsExported() && fn.Doc == nil && exportedReceiver(fn) {
		t.Errorf("%s: %s is exported and not explained", path, fn.Name.Name)
	}
}

// exportedReceiver reports whether fn is a function, or a method of an exported
// type; methods that only fill an interface of another package may stay bare.
func exportedReceiver(fn *ast.FuncDecl) bool {
	if fn.Recv == nil {
		return true
	}
	typ := fn.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if index, ok := typ.(*ast.IndexExpr); ok {
		typ = index.X
	}
	name, ok := typ.(*ast.Ident)
	return ok && name.IsExported() && fn.Name.Name != "Error" && fn.Name.Name != "Unwrap" && fn.Name.Name != "Kind"
}

func checkNames(t *testing.T, path string, g *ast.GenDecl) {
	t.Helper()
	for _, spec := range g.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && g.Doc == nil && s.Doc == nil {
				t.Errorf("%s: %s is exported and not explained", path, s.Name.Name)
			}
		case *ast.ValueSpec:
			if s.Names[0].IsExported() && g.Doc == nil && s.Doc == nil && s.Comment == nil {
				t.Errorf("%s: %s is exported and not explained", path, s.Names[0].Name)
			}
		}
	}
}

// forbidden are file names that say nothing about what is inside.
var forbidden = []string{"utils.go", "util.go", "helpers.go", "helper.go", "types.go", "handlers.go", "common.go", "misc.go"}

func TestFilesAreNamedByTheirNoun(t *testing.T) {
	t.Parallel()
	for _, path := range sources(t) {
		for _, name := range forbidden {
			if filepath.Base(path) == name {
				t.Errorf("%s: name the file by its noun", path)
			}
		}
	}
}
