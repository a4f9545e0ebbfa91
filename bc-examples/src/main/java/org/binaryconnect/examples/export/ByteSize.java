package org.binaryconnect.examples.export;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers of bytes on the command line: 8192, 8K, 1M. */
final class ByteSize implements ITypeConverter<Long> {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([km]?)(i?b)?");
    private static final long UNIT = 1024;

    @Override
    public Long convert(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        long number = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
        if (number == 0) {
            throw new TypeConversionException(
                    "'%s' is no number of bytes above 0; write for example 8192, 8K or 1M"
                            .formatted(text));
        }
        return switch (matcher.group(2)) {
            case "k" -> number * UNIT;
            case "m" -> number * UNIT * UNIT;
            default -> number;
        };
    }
}
