import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.ApiResponse;
import org.openapitools.client.api.AppointmentApi;
import org.openapitools.client.api.AppointmentApi.APICancelRequest;
import org.openapitools.client.api.AppointmentApi.APIReadRequest;
import org.openapitools.client.api.AppointmentApi.APIRegisterRequest;
import org.openapitools.client.api.AppointmentApi.APISearchRequest;
import org.openapitools.client.model.Appointment;
import org.openapitools.client.model.AppointmentToCancel;
import org.openapitools.client.model.AppointmentToRegister;
import org.openapitools.client.model.Bundle;

/** Registers, finds, cancels and runs into a conflict with the client that openapi-generator makes (java, native). */
public final class Client {
  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.setHttpClientBuilder(HttpClient.newBuilder().sslContext(mutualTls()));
    client.updateBaseUri(System.getenv("REGISTRY_URL"));
    client.setRequestInterceptor(
        request ->
            request
                .setHeader("Authorization", "Bearer " + System.getenv("REGISTRY_TOKEN"))
                .setHeader("Accept", "application/fhir+json"));
    AppointmentApi api = new AppointmentApi(client);
    ObjectMapper mapper = client.getObjectMapper();

    byte[] sample = Files.readAllBytes(Path.of(System.getenv("REGISTRY_SAMPLE")));
    AppointmentToRegister appointment = mapper.readValue(sample, AppointmentToRegister.class);
    Appointment registered = api.register(APIRegisterRequest.newBuilder().appointmentToRegister(appointment).build());
    System.out.println("registered");

    String patient = "https://fhir.nhs.uk/Id/nhs-number|" + System.getenv("REGISTRY_PATIENT");
    Bundle found = api.search(APISearchRequest.newBuilder().patientIdentifier(patient).build());
    if (found.getTotal() != 1) throw new IllegalStateException("Found " + found.getTotal());
    System.out.println("found");

    String id = registered.getId();
    ApiResponse<Appointment> retrieved = api.readWithHttpInfo(APIReadRequest.newBuilder().id(id).build());
    String etag = retrieved.getHeaders().get("etag").get(0);
    Appointment changed = retrieved.getData();
    changed.setStatus(Appointment.StatusEnum.CANCELLED);
    AppointmentToCancel body = mapper.convertValue(changed, AppointmentToCancel.class);
    APICancelRequest cancel = APICancelRequest.newBuilder().ifMatch(etag).id(id).appointmentToCancel(body).build();
    Appointment cancelled = api.cancel(cancel);
    if (!"cancelled".equals(String.valueOf(cancelled.getStatus()))) throw new IllegalStateException("It is " + cancelled.getStatus());
    System.out.println("cancelled");

    try {
      api.cancel(cancel);
      throw new IllegalStateException("The second cancel was accepted.");
    } catch (ApiException conflict) {
      if (conflict.getCode() != 409) throw conflict;
    }
    System.out.println("conflict");
  }

  private static SSLContext mutualTls() throws Exception {
    char[] none = {};
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, none);
    own.setKeyEntry("client", key("REGISTRY_KEY"), none, new Certificate[] {certificate("REGISTRY_CERT")});
    own.setCertificateEntry("authority", certificate("REGISTRY_CA"));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, none);
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(own);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static Certificate certificate(String variable) throws Exception {
    try (InputStream input = Files.newInputStream(Path.of(System.getenv(variable)))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(input);
    }
  }

  private static PrivateKey key(String variable) throws Exception {
    String base64 = Files.readString(Path.of(System.getenv(variable))).replaceAll("-----[^-]+-----|\\s", "");
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }
}
