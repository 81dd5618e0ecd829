//go:build !openfga

package main

import "context"

func buildOpenFGA(context.Context, *world) ([]lane, error) { return nil, errLeftOut }
