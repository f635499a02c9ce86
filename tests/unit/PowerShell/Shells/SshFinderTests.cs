namespace VpsOrg.PowerShell.Tests;

/// <summary>Which ssh is meant: one in a whole folder of PATH, never one that lies where somebody happens to stand.</summary>
public sealed class SshFinderTests
{
    [Theory]
    [InlineData("/usr/local/bin:/usr/bin", "/usr/local/bin/ssh")]
    [InlineData("/nothing:/usr/bin/", "/usr/bin/ssh")]
    [InlineData(":.:bin:./bin:../bin:~/bin:/usr/bin", "/usr/bin/ssh")]
    public void On_Unix_it_is_the_first_in_a_whole_folder_of_PATH(string path, string found) =>
        Assert.Equal(found, new SshFinder(path, IsWindows: false, program => !program.StartsWith("/nothing", StringComparison.Ordinal)).Find());

    [Theory]
    [InlineData(@"C:\Windows\System32\OpenSSH\;C:\Other", @"C:\Windows\System32\OpenSSH\ssh.exe")]
    [InlineData(@" ""C:\Program Files\OpenSSH"" ;C:\Other", @"C:\Program Files\OpenSSH\ssh.exe")]
    [InlineData(@"\\server\share\bin;C:\Other", @"\\server\share\bin\ssh.exe")]
    [InlineData(@";.;bin;.\bin;C:bin;\bin;/bin;%USERPROFILE%\bin;c:/Other", @"c:/Other\ssh.exe")]
    public void On_Windows_it_is_the_first_ssh_exe_in_a_whole_folder_of_PATH(string path, string found) =>
        Assert.Equal(found, new SshFinder(path, IsWindows: true, _ => true).Find());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(":")]
    public void Where_PATH_names_no_whole_folder_there_is_none(string? path) =>
        Assert.Throws<SshNotFoundException>(() => new SshFinder(path, IsWindows: false, _ => true).Find());

    [Theory]
    [InlineData(@"C:\bin", @"C:\bin\ssh.exe")]
    [InlineData(@"C:\none;.", @"C:\Windows\System32\OpenSSH\ssh.exe")]
    [InlineData(null, @"C:\Windows\System32\OpenSSH\ssh.exe")]
    public void On_Windows_it_is_its_own_where_PATH_has_none(string? path, string found)
    {
        var finder = new SshFinder(path, IsWindows: true, program => !program.StartsWith(@"C:\none", StringComparison.Ordinal))
        {
            SystemFolders = [@"C:\Windows\System32\OpenSSH", @"C:\Windows\Sysnative\OpenSSH"],
        };

        Assert.Equal(found, finder.Find());
    }

    [Fact]
    public void A_32_bit_PowerShell_finds_that_of_Windows_too()
    {
        var finder = new SshFinder(@"C:\Windows\System32\OpenSSH", IsWindows: true, program => program == @"C:\Windows\Sysnative\OpenSSH\ssh.exe")
        {
            SystemFolders = [@"C:\Windows\System32\OpenSSH", @"C:\Windows\Sysnative\OpenSSH"],
        };

        Assert.Equal(@"C:\Windows\Sysnative\OpenSSH\ssh.exe", finder.Find());
    }

    [Fact]
    public void On_Windows_a_command_script_is_none_wherever_it_lies() =>
        Assert.Throws<SshNotFoundException>(() => new SshFinder(@"C:\bin", IsWindows: true, path => path is @"C:\bin\ssh.cmd" or @"C:\bin\ssh.bat" or @"C:\bin\ssh").Find());

    [Theory]
    [InlineData(@"C:\bin\ssh.cmd")]
    [InlineData(@"C:\bin\ssh.BAT")]
    [InlineData(@"C:\bin\ssh.bat.")]
    [InlineData(@"C:\bin\ssh.bat ")]
    [InlineData(@"C:\bin\ssh.ps1")]
    public void On_Windows_a_path_must_be_that_of_a_program(string path) =>
        Assert.Throws<ArgumentException>(() => new SshFinder(null, IsWindows: true, _ => true).At(path));

    [Fact]
    public void A_path_that_was_given_is_taken_as_it_is() => Assert.Equal("./my ssh", new SshFinder(null, IsWindows: false, _ => true).At("./my ssh"));

    [Fact]
    public void A_file_that_may_not_be_run_is_passed_over_as_a_shell_does()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory().FullName;
        var data = Path.Combine(folder, "ssh");
        File.WriteAllText(data, "no program");

        Assert.Throws<SshNotFoundException>(() => (SshFinder.OfThisProcess with { SearchPath = folder }).Find());
        Assert.Throws<SshNotFoundException>(() => SshFinder.OfThisProcess.At(data));
        Assert.Throws<SshNotFoundException>(() => SshFinder.OfThisProcess.At(folder));
        Assert.Equal("/bin/sh", SshFinder.OfThisProcess.At("/bin/sh"));
        Directory.Delete(folder, recursive: true);
    }
}
