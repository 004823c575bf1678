package io.tradingrecovery.watchdog.internal.engine;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Command lines that must reach the bot byte for byte. */
public final class CommandLines {

    private CommandLines() {}

    /**
     * The command line of this process as the kernel keeps it. {@code ProcessHandle.info()} cuts it at 4 KiB.
     *
     * @throws UnsupportedOperationException where the kernel does not show it, or a word of it would be changed on the way
     */
    public static List<String> ofThisProcess() {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(Path.of("/proc/self/cmdline"));
        } catch (IOException e) {
            throw new UnsupportedOperationException(
                    "This system does not show a process its command line; give it with WatchdogConfig.command", e);
        }
        return split(bytes, nativeCharset());
    }

    /** The words of a command line in the kernel's form, NUL after each. */
    static List<String> split(byte[] bytes, Charset charset) {
        List<String> words = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                words.add(decode(Arrays.copyOfRange(bytes, begin, i), charset));
                begin = i + 1;
            }
        }
        if (begin < bytes.length) {
            words.add(decode(Arrays.copyOfRange(bytes, begin, bytes.length), charset));
        }
        return words;
    }

    /** What is wrong with words that this JVM was given or is to give; empty if each passes unchanged. */
    public static Optional<String> refusal(List<String> words) {
        return refusal(words, nativeCharset());
    }

    static Optional<String> refusal(List<String> words, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return words.stream()
                    .filter(word -> word.indexOf('\uFFFD') >= 0)
                    .findFirst()
                    .map(word -> changed(word, charset));
        }
        return words.stream()
                .filter(word -> !word.chars().allMatch(c -> c < 0x80))
                .findFirst()
                .map(word -> changed(word, charset));
    }

    /** Why a command can't be started; empty if its program exists and may be executed. */
    public static Optional<String> unstartable(List<String> command) {
        if (command.isEmpty() || command.get(0).isEmpty()) {
            return Optional.of("There is no command; write it after '--'");
        }
        String program = command.get(0);
        if (program.indexOf('/') < 0 && program.indexOf(File.separatorChar) < 0) {
            return onPath(program).isPresent()
                    ? Optional.empty()
                    : Optional.of("'" + program + "' is in no directory of PATH; install it, or write its full path");
        }
        Path path = Path.of(program);
        if (!Files.exists(path)) {
            return Optional.of("'" + program + "' does not exist; correct the path");
        }
        if (Files.isDirectory(path) || !Files.isExecutable(path)) {
            return Optional.of("'" + program + "' is not executable; make it so, or start it through its interpreter");
        }
        return Optional.empty();
    }

    /** The charset in which this JVM reads and gives arguments. */
    static Charset nativeCharset() {
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
    }

    /** The file that a program's name stands for; the name itself if there is no such file. */
    static Path program(String program) {
        return program.indexOf('/') < 0 && program.indexOf(File.separatorChar) < 0
                ? onPath(program).orElse(Path.of(program))
                : Path.of(program);
    }

    private static Optional<Path> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        List<String> endings = Launcher.isWindows() ? List.of("", ".exe", ".cmd", ".bat") : List.of("");
        for (String directory : path.split(File.pathSeparator, -1)) {
            for (String ending : endings) {
                File file = new File(directory, program + ending);
                if (file.isFile() && file.canExecute()) {
                    return Optional.of(file.toPath());
                }
            }
        }
        return Optional.empty();
    }

    private static String decode(byte[] bytes, Charset charset) {
        try {
            String word = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            ByteBuffer back = charset.newEncoder().encode(CharBuffer.wrap(word));
            byte[] again = new byte[back.remaining()];
            back.get(again);
            if (Arrays.equals(bytes, again)) {
                return word;
            }
        } catch (CharacterCodingException e) {
            // Said below, with the argument.
        }
        throw new UnsupportedOperationException(changed(new String(bytes, StandardCharsets.UTF_8), charset));
    }

    private static String changed(String word, Charset charset) {
        return "The argument '" + word + "' can't be passed on unchanged by a JVM whose arguments are in " + charset
                + "; start it under a UTF-8 locale, for instance with LC_ALL=C.UTF-8";
    }
}
