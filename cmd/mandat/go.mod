module github.com/mandat-go/mandat/cmd/mandat

go 1.26.0

require (
	github.com/mandat-go/mandat v0.0.0
	github.com/stretchr/testify v1.12.1
	pgregory.net/rapid v1.3.0
)

require (
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	go.yaml.in/yaml/v4 v4.0.0 // indirect
)

replace (
	github.com/mandat-go/mandat => ../..
	github.com/mandat-go/mandat/sqlite => ../../sqlite
)
