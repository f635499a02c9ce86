using System.Threading;

namespace System.Runtime.CompilerServices
{
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class ModuleInitializerAttribute : Attribute
    {
    }
}

namespace VpsOrg.Tests
{
    /// <summary>
    /// Threads for the tests whose input waits on the pipeline's thread: .NET Framework and Mono begin with as many as there are
    /// processors, and add others so slowly that such a test would starve.
    /// </summary>
    internal static class Threads
    {
        [System.Runtime.CompilerServices.ModuleInitializer]
        internal static void Begin() => ThreadPool.SetMinThreads(64, 64);
    }
}
