package io.tradingrecovery.watchdog.internal.alert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server that keeps the body of each request, in ASCII, and answers 204. */
public final class TinyServer implements AutoCloseable {

    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    public TinyServer() throws IOException {
        Thread thread = new Thread(this::serve, "tiny-server");
        thread.setDaemon(true);
        thread.start();
    }

    public String address() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/hook";
    }

    public BlockingQueue<String> bodies() {
        return bodies;
    }

    private void serve() {
        try {
            while (true) {
                try (Socket client = socket.accept()) {
                    bodies.add(body(new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))));
                    client.getOutputStream()
                            .write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (SocketException closed) {
            bodies.add("closed");
        } catch (IOException e) {
            bodies.add(e.toString());
        }
    }

    private static String body(BufferedReader request) throws IOException {
        int length = 0;
        for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return read(request, length);
    }

    private static String read(Reader request, int length) throws IOException {
        StringBuilder body = new StringBuilder();
        while (body.length() < length) {
            int c = request.read();
            if (c < 0) {
                throw new IOException("the body ended early");
            }
            body.append((char) c);
        }
        return body.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
