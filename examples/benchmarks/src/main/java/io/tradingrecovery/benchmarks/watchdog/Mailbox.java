package io.tradingrecovery.benchmarks.watchdog;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A named pipe through which each new child says its pid, and when that was heard. Closed with the process. */
final class Mailbox implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Path path;
    private final RandomAccessFile pipe;
    private final BlockingQueue<Birth> births = new LinkedBlockingQueue<>();

    /** A child, and when it was heard of on the clock of {@link System#nanoTime}. */
    record Birth(long pid, long nanos) {

        /** Kills the child, and returns when. */
        long kill() {
            long now = System.nanoTime();
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            return now;
        }
    }

    private Mailbox(Path path, RandomAccessFile pipe) {
        this.path = path;
        this.pipe = pipe;
        Thread thread = new Thread(this::listen, "mailbox");
        thread.setDaemon(true);
        thread.start();
    }

    static Mailbox at(Path path) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
        if (made.waitFor() != 0) {
            throw new IOException("mkfifo could not make " + path);
        }
        // Opened for both, so that neither opening waits nor the end of a writer is the end of the file.
        return new Mailbox(path, new RandomAccessFile(path.toFile(), "rw"));
    }

    Path path() {
        return path;
    }

    /** A trivial native child that says so when it runs, and then sleeps. */
    List<String> nativeChild() {
        return List.of("/bin/sh", "-c", "echo $$ > '" + path + "'; exec sleep 86400");
    }

    /** The next child that is heard of. */
    Birth next() throws IOException, InterruptedException {
        Birth birth = births.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (birth == null) {
            throw new IOException("No child was started within " + PATIENCE_SECONDS + " s");
        }
        return birth;
    }

    private void listen() {
        try {
            StringBuilder word = new StringBuilder();
            byte[] bytes = new byte[64];
            for (int count = pipe.read(bytes); count >= 0; count = pipe.read(bytes)) {
                long now = System.nanoTime();
                word.append(new String(bytes, 0, count, StandardCharsets.US_ASCII));
                for (int end = word.indexOf("\n"); end >= 0; end = word.indexOf("\n")) {
                    births.add(new Birth(Long.parseLong(word.substring(0, end)), now));
                    word.delete(0, end + 1);
                }
            }
        } catch (IOException closed) {
            births.clear();
        }
    }

    /** The thread that listens waits in the system for a byte; it gets one that is no line. */
    @Override
    public void close() throws IOException {
        pipe.write(' ');
        pipe.close();
    }
}
