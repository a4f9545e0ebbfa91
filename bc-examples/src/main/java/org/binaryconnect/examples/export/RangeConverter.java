package org.binaryconnect.examples.export;

import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.quantize.RangeMethod;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Range methods on the command line. */
final class RangeConverter implements ITypeConverter<RangeMethod> {
    @Override
    public RangeMethod convert(String text) {
        try {
            return RangeMethod.of(text);
        } catch (ExportException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
