// Registers, finds, cancels and runs into a conflict with the client that oapi-codegen makes.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"

	"example.com/registry/registry"
)

func file(name string) []byte {
	content, err := os.ReadFile(os.Getenv(name))
	if err != nil {
		log.Fatal(err)
	}
	return content
}

func main() {
	certificate, err := tls.X509KeyPair(file("REGISTRY_CERT"), file("REGISTRY_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	authorities := x509.NewCertPool()
	authorities.AppendCertsFromPEM(file("REGISTRY_CA"))
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: authorities, Certificates: []tls.Certificate{certificate}}}
	authorised := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+os.Getenv("REGISTRY_TOKEN"))
		request.Header.Set("Accept", "application/fhir+json")
		return nil
	}
	client, err := registry.NewClientWithResponses(os.Getenv("REGISTRY_URL"),
		registry.WithHTTPClient(&http.Client{Transport: transport}), registry.WithRequestEditorFn(authorised))
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()

	var sample registry.AppointmentToRegister
	if err := json.Unmarshal(file("REGISTRY_SAMPLE"), &sample); err != nil {
		log.Fatal(err)
	}
	registered, err := client.RegisterWithApplicationFhirPlusJSONBodyWithResponse(ctx, nil, sample)
	if err != nil || registered.StatusCode() != http.StatusCreated {
		log.Fatal("not registered: ", err, string(registered.Body))
	}
	fmt.Println("registered")
	id := *registered.ApplicationfhirJSON201.Id

	patient := "https://fhir.nhs.uk/Id/nhs-number|" + os.Getenv("REGISTRY_PATIENT")
	found, err := client.SearchWithResponse(ctx, &registry.SearchParams{PatientIdentifier: &patient})
	if err != nil || found.StatusCode() != http.StatusOK || *found.ApplicationfhirJSON200.Total != 1 {
		log.Fatal("not found: ", err, string(found.Body))
	}
	fmt.Println("found")

	retrieved, err := client.ReadWithResponse(ctx, id, nil)
	if err != nil || retrieved.StatusCode() != http.StatusOK {
		log.Fatal("not retrieved: ", err, string(retrieved.Body))
	}
	var appointment registry.AppointmentToCancel
	if err := json.Unmarshal(retrieved.Body, &appointment); err != nil {
		log.Fatal(err)
	}
	appointment.Status = "cancelled"
	params := &registry.CancelParams{IfMatch: retrieved.HTTPResponse.Header.Get("ETag")}
	cancelled, err := client.CancelWithApplicationFhirPlusJSONBodyWithResponse(ctx, id, params, appointment)
	if err != nil || cancelled.StatusCode() != http.StatusOK {
		log.Fatal("not cancelled: ", err, string(cancelled.Body))
	}
	fmt.Println("cancelled")

	again, err := client.CancelWithApplicationFhirPlusJSONBodyWithResponse(ctx, id, params, appointment)
	if err != nil || again.StatusCode() != http.StatusConflict {
		log.Fatal("no conflict: ", err, string(again.Body))
	}
	fmt.Println("conflict")
}
