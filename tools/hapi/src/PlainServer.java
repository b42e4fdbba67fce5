import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.HashMapResourceProvider;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.hl7.fhir.dstu3.model.Appointment;

/**
 * HAPI's RestfulServer with its own provider in memory, for STU3 Appointments, over mutual TLS at /STU3. Arguments: PEM files of the
 * server's certificate, its EC key and the authority of its clients. Prints its port; ends with its standard input.
 */
public final class PlainServer {
  public static void main(String[] arguments) throws Exception {
    Certificate own = certificate(arguments[0]);
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(keys(store -> store.setKeyEntry("server", key(arguments[1]), NO_PASSWORD, new Certificate[] {own})));
    tls.setKeyStorePassword("");
    tls.setTrustStore(keys(store -> store.setCertificateEntry("authority", certificate(arguments[2]))));
    tls.setNeedClientAuth(true);

    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new SecureRequestCustomizer(false));
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, tls, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);

    FhirContext context = FhirContext.forDstu3();
    RestfulServer fhir = new RestfulServer(context);
    fhir.registerProvider(new Appointments(context));
    fhir.setPagingProvider(new FifoMemoryPagingProvider(10));
    ServletContextHandler handler = new ServletContextHandler();
    handler.addServlet(new ServletHolder(fhir), "/STU3/*");
    server.setHandler(handler);
    server.start();
    System.out.println(connector.getLocalPort());
    while (System.in.read() != -1) {}
    System.exit(0);
  }

  private static final char[] NO_PASSWORD = {};

  private interface Fill {
    void in(KeyStore store) throws Exception;
  }

  private static KeyStore keys(Fill fill) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    fill.in(store);
    return store;
  }

  private static Certificate certificate(String file) throws Exception {
    try (InputStream input = Files.newInputStream(Path.of(file))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(input);
    }
  }

  private static PrivateKey key(String file) throws Exception {
    String base64 = Files.readString(Path.of(file)).replaceAll("-----[^-]+-----|\\s", "");
    byte[] der = Base64.getDecoder().decode(base64);
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  /** HAPI's provider, with the two searches that it leaves to its users. */
  public static final class Appointments extends HashMapResourceProvider<Appointment> {
    Appointments(FhirContext context) {
      super(context, Appointment.class);
    }

    @Search
    public List<Appointment> byPatient(
        @OptionalParam(name = "patient.identifier") TokenParam patient,
        @OptionalParam(name = "identifier") TokenParam identifier) {
      return getAllResources().stream()
          .filter(each -> patient == null || isOf(each, patient))
          .filter(each -> identifier == null || isIdentifiedBy(each, identifier))
          .collect(Collectors.toList());
    }

    private static boolean isOf(Appointment appointment, TokenParam patient) {
      return appointment.getParticipant().stream()
          .anyMatch(each -> patient.getValue().equals(each.getActor().getIdentifier().getValue()));
    }

    private static boolean isIdentifiedBy(Appointment appointment, TokenParam identifier) {
      return appointment.getIdentifier().stream().anyMatch(each -> identifier.getValue().equals(each.getValue()));
    }
  }
}
