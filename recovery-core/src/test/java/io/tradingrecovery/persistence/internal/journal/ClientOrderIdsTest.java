package io.tradingrecovery.persistence.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientOrderIdsTest {

    @Test
    void findsEachIdOnceInTheOrderOfTheBytes() {
        assertThat(legible(
                        "\0\0{\"clientOrderId\":\"b\",\"x\":1}\u0001\"clientOrderId\":\"a\"}\"clientOrderId\":\"b\""))
                .containsExactly("b", "a");
    }

    @Test
    void readsEscapesAndOtherScripts() {
        assertThat(legible("\"clientOrderId\":\"a\\\"b\\u00e4\"\"clientOrderId\":\"größe-日本\""))
                .containsExactly("a\"bä", "größe-日本");
    }

    @Test
    void passesOverIdsThatAreNotWhole() {
        assertThat(legible("\"clientOrderId\":\"cut\0\0\0\"")).isEmpty();
        assertThat(legible("\"clientOrderId\":\"cut")).isEmpty();
        assertThat(legible("\"clientOrderId\":\"")).isEmpty();
        assertThat(legible("\"clientOrderId\":")).isEmpty();
        assertThat(legible("\"clientOrderId\":\"\"")).isEmpty();
        assertThat(legible("\"clientOrderId\":null")).isEmpty();
        assertThat(legible("\"clientOrderI")).isEmpty();
    }

    @Test
    void passesOverAnIdWithTornCharacters() {
        byte[] bytes = "\"clientOrderId\":\"größe\"".getBytes(UTF_8);
        bytes[19] = 'x';

        assertThat(ClientOrderIds.legibleIn(bytes)).isEmpty();
    }

    @Test
    void staysWithinItsBounds() {
        String longest = "x".repeat(1022);
        assertThat(legible("\"clientOrderId\":\"" + longest + "\"")).containsExactly(longest);
        assertThat(legible("\"clientOrderId\":\"" + longest + "x\"")).isEmpty();

        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 10_500; i++) {
            many.append("\"clientOrderId\":\"").append(i).append('"');
        }
        assertThat(legible(many.toString())).hasSize(10_000);
    }

    private static List<String> legible(String text) {
        return ClientOrderIds.legibleIn(text.getBytes(UTF_8));
    }
}
