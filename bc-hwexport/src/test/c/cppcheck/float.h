/*
 * What the C runtime asks of <float.h>, for cppcheck, which is not given the headers of a compiler. Defined on its command
 * line instead, it would check one configuration of each file only.
 */
#ifndef FLOAT_H
#define FLOAT_H

#define FLT_EVAL_METHOD 0
#define FLT_RADIX 2
#define FLT_MANT_DIG 24
#define FLT_MAX_EXP 128
#define FLT_MAX 3.40282347e+38f

#endif
