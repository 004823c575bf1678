package io.tradingrecovery.benchmarks.watchdog;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A webhook on this machine that speaks TLS, with a certificate of its own. */
final class SecureServer implements AutoCloseable {

    private static final String PASSWORD = "benchmark";

    private final HttpsServer server;
    private final Path store;
    private final CountDownLatch asked = new CountDownLatch(1);

    private SecureServer(HttpsServer server, Path store) {
        this.server = server;
        this.store = store;
    }

    static SecureServer in(Path folder) throws Exception {
        Path store = folder.resolve("certificate.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool").toFile())
                .start();
        if (made.waitFor() != 0) {
            throw new IOException("keytool failed: " + Files.readString(folder.resolve("keytool")));
        }
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        SecureServer secure = new SecureServer(server, store);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            secure.asked.countDown();
        });
        server.start();
        return secure;
    }

    String address() {
        return "https://localhost:" + server.getAddress().getPort() + "/hook";
    }

    /** What makes a JVM trust this server. */
    List<String> flagsOfItsClients() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + store,
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                "-Djavax.net.ssl.trustStoreType=PKCS12");
    }

    void awaitRequest() throws IOException, InterruptedException {
        if (!asked.await(60, TimeUnit.SECONDS)) {
            throw new IOException("No alert came within 60 s");
        }
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
