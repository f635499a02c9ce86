// What netstandard2.0 lacks and the compiler looks for by name.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
