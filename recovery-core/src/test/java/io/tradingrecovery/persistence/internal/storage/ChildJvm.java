package io.tradingrecovery.persistence.internal.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real second process, running a main class of the tests on their class path. It says what matters in lines that begin
 * with {@link #MARK}; everything else it prints is passed over. Closing kills it.
 */
public final class ChildJvm implements AutoCloseable {

    static final String MARK = "> ";

    /** Starts in a fraction of a second, mostly because no logger has to be set up. */
    private static final List<String> LIGHT = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Dslf4j.internal.verbosity=WARN",
            "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider");

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    /** Starts it on this JVM's class path. */
    public static ChildJvm start(Class<?> main, Object... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /** Starts it by way of another command, such as {@code strace}. */
    public static ChildJvm start(List<String> prefix, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LIGHT);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Says something to the parent; for use in the child. */
    public static void say(Object line) {
        System.out.println(MARK + line);
        System.out.flush();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** The next thing it says. */
    public String hear() throws IOException {
        return hearIfAny().orElseThrow(() -> new IOException("The child ended without a further word"));
    }

    /** Lets a child go on that waits for its input. */
    public void tell(String line) {
        try {
            Writer input = new OutputStreamWriter(process.getOutputStream(), UTF_8);
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end. */
    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** Kills it, with SIGKILL where there are signals, and leaves what it has said to be heard; does not wait. */
    public void killAndHear() {
        process.toHandle().destroyForcibly();
    }

    /** Asks it to end, with SIGTERM where there are signals; does not wait. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** The next thing it says, or nothing once it has ended and all was heard. */
    public Optional<String> hearIfAny() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(MARK)) {
                return Optional.of(line.substring(MARK.length()));
            }
        }
        return Optional.empty();
    }

    /** Kills it as the power button would, and waits for its end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            output.close();
        }
    }
}
