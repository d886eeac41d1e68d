// Renders the chart's templates as Helm would, with the few functions of its language that they use: no helm is needed,
// and nothing but Go's own library.
//
//	render CHART VERSION OVERRIDES [NOTES]   defaults as JSON on standard input, overrides as JSON; documents on standard output
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"text/template"
)

type values = map[string]interface{}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Helm merges mappings key by key; anything else replaces what was there.
func merge(into, from values) {
	for key, value := range from {
		old, isOld := into[key].(values)
		new, isNew := value.(values)
		if isOld && isNew {
			merge(old, new)
		} else {
			into[key] = value
		}
	}
}

type files struct{ chart string }

func (f files) Get(name string) string {
	text, err := os.ReadFile(filepath.Join(f.chart, name))
	check(err)
	return string(text)
}

func minor(version string) int {
	parts := strings.Split(strings.TrimPrefix(version, "v"), ".")
	number, err := strconv.Atoi(parts[1])
	check(err)
	return number
}

func indent(count int, text string) string {
	blanks := strings.Repeat(" ", count)
	return blanks + strings.ReplaceAll(text, "\n", "\n"+blanks)
}

func main() {
	chart, version := os.Args[1], os.Args[2]
	defaults, overrides := values{}, values{}
	check(json.NewDecoder(os.Stdin).Decode(&defaults))
	check(json.Unmarshal([]byte(os.Args[3]), &overrides))
	merge(defaults, overrides)
	root := template.New("chart").Option("missingkey=error")
	root.Funcs(template.FuncMap{
		"include": func(name string, data interface{}) (string, error) {
			var out bytes.Buffer
			err := root.ExecuteTemplate(&out, name, data)
			return out.String(), err
		},
		"nindent": func(count int, text string) string { return "\n" + indent(count, text) },
		"quote":   func(value interface{}) string { return strconv.Quote(fmt.Sprint(value)) },
		"default": func(other, value interface{}) interface{} {
			if value == nil || value == "" {
				return other
			}
			return value
		},
		"add": func(left interface{}, right int) int {
			number, ok := left.(float64)
			if !ok {
				check(fmt.Errorf("add: %v is no number", left))
			}
			return int(number) + right
		},
		// JSON is YAML.
		"toYaml": func(value interface{}) (string, error) {
			text, err := json.Marshal(value)
			return string(text), err
		},
		"semverCompare": func(range_, version string) bool {
			return minor(version) >= minor(strings.TrimPrefix(range_, ">="))
		},
	})
	names, err := filepath.Glob(filepath.Join(chart, "templates", "*"))
	check(err)
	sort.Strings(names)
	for _, name := range names {
		text, err := os.ReadFile(name)
		check(err)
		_, err = root.New(filepath.Base(name)).Parse(string(text))
		check(err)
	}
	data := values{
		"Values":       defaults,
		"Files":        files{chart},
		"Release":      values{"Namespace": "holdfast-system", "Service": "Helm", "Name": "holdfast"},
		"Chart":        values{"AppVersion": "0.1.0", "Version": "0.1.0", "Name": "holdfast"},
		"Capabilities": values{"KubeVersion": values{"Version": version}},
	}
	for _, name := range names {
		base := filepath.Base(name)
		isNotes := base == "NOTES.txt"
		if strings.HasPrefix(base, "_") || isNotes != (len(os.Args) > 4) {
			continue
		}
		if !isNotes {
			fmt.Println("---")
		}
		check(root.ExecuteTemplate(os.Stdout, base, data))
		fmt.Println()
	}
}
