package org.binaryconnect.hwexport.emit.c;

import java.util.Set;
import org.binaryconnect.hwexport.ExportException;

/** The prefix of all C and file names of an export. */
public final class CName {

    private static final Set<String> RESERVED =
            Set.of(
                    ("alignas alignof and asm auto bool break case catch char class const continue default delete do double"
                                    + " else enum extern false float for friend goto if inline int long main namespace new not"
                                    + " operator or private protected public register restrict return short signed sizeof static"
                                    + " struct switch template this throw true try typedef typename union unsigned using virtual"
                                    + " void volatile while xor input memory scores state")
                            .split(" "));

    private CName() {}

    /**
     * @return the name
     * @throws ExportException if it cannot be the prefix of C names
     */
    public static String check(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,39}")
                || name.startsWith("bc_")
                || RESERVED.contains(name)) {
            throw new ExportException(
                    "\"%s\" cannot be the prefix of C names; use a lower-case letter, then up to 39 of a-z, 0-9 and _, no C or C++ keyword, and not bc_ first"
                            .formatted(name));
        }
        return name;
    }
}
