package io.tradingrecovery.watchdog.internal.engine;

import java.util.Map;

/** JSON as the watchdog writes it: one flat object on one line. */
public final class Json {

    private Json() {}

    /** The object of these members, in their order; a value is a text, a number or a boolean. */
    public static String object(Map<String, ?> members) {
        StringBuilder json = new StringBuilder(256).append('{');
        for (Map.Entry<String, ?> member : members.entrySet()) {
            if (json.length() > 1) {
                json.append(',');
            }
            text(json, member.getKey());
            json.append(':');
            Object value = member.getValue();
            if (value instanceof Number || value instanceof Boolean) {
                json.append(value);
            } else {
                text(json, value.toString());
            }
        }
        return json.append('}').toString();
    }

    private static void text(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    boolean plain =
                            c >= ' ' && c != 0x7f && !Character.isSurrogate(c) && c != '\u2028' && c != '\u2029';
                    if (plain) {
                        json.append(c);
                    } else {
                        json.append("\\u");
                        for (int shift = 12; shift >= 0; shift -= 4) {
                            json.append(Character.forDigit((c >> shift) & 0xf, 16));
                        }
                    }
                }
            }
        }
        json.append('"');
    }
}
