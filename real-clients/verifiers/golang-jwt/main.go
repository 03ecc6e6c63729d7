// Verifies API tokens with golang-jwt. It knows only the issuer and the audience; the rest comes from the metadata.
//
// Usage: golang-jwt ISSUER AUDIENCE < token. It prints the subject, or the reason why the token is rejected.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
)

type metadata struct {
	Issuer     string   `json:"issuer"`
	JwksURI    string   `json:"jwks_uri"`
	Algorithms []string `json:"id_token_signing_alg_values_supported"`
}

func main() {
	subject, err := verify(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(subject)
}

func verify(issuer, audience string) (string, error) {
	token, err := io.ReadAll(os.Stdin)
	if err != nil {
		return "", err
	}
	found, err := discover(issuer)
	if err != nil {
		return "", err
	}
	keys, err := keyfunc.NewDefault([]string{found.JwksURI})
	if err != nil {
		return "", err
	}
	verified, err := jwt.Parse(
		strings.TrimSpace(string(token)),
		keys.Keyfunc,
		jwt.WithIssuer(issuer),
		jwt.WithAudience(audience),
		jwt.WithValidMethods(found.Algorithms),
		jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(),
	)
	if err != nil {
		return "", err
	}
	return verified.Claims.GetSubject()
}

func discover(issuer string) (metadata, error) {
	var found metadata
	client := http.Client{Timeout: 30 * time.Second}
	response, err := client.Get(issuer + "/.well-known/oauth-authorization-server")
	if err != nil {
		return found, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return found, fmt.Errorf("metadata: status %s", response.Status)
	}
	if err := json.NewDecoder(response.Body).Decode(&found); err != nil {
		return found, err
	}
	if found.Issuer != issuer {
		return found, fmt.Errorf("metadata of another issuer: %s", found.Issuer)
	}
	return found, nil
}
