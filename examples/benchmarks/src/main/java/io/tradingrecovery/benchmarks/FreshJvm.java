package io.tradingrecovery.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in a JVM of its own, on this one's class path and without flags unless said. */
public final class FreshJvm {

    private FreshJvm() {}

    /**
     * Times in nanoseconds.
     *
     * @param wall from the start of the process to its end
     * @param inside what the main class says its work took
     */
    public record Times(long wall, long inside) {}

    /** Runs {@code main} with one argument; it prints the nanoseconds from its first line to its work's end. */
    public static Times run(Class<?> main, Path argument) throws IOException, InterruptedException {
        return run(System.getProperty("java.class.path"), main, argument, List.of());
    }

    static Times run(String classPath, Class<?> main, Path argument, List<String> flags)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main.getName(), argument.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // Flags from the environment would print a line and change the times.
        builder.environment()
                .keySet()
                .removeIf(name -> name.endsWith("JAVA_OPTIONS") || name.equals("JAVA_TOOL_OPTIONS"));
        long start = System.nanoTime();
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        int exit = process.waitFor();
        long wall = System.nanoTime() - start;
        if (exit != 0) {
            throw new IOException(main.getName() + " ended with " + exit);
        }
        try {
            return new Times(wall, Long.parseLong(output.trim()));
        } catch (NumberFormatException e) {
            throw new IOException(main.getName() + " printed no time but: " + output, e);
        }
    }
}
