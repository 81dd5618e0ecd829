module github.com/mandat-go/mandat

go 1.26.0
