using System.Text;
using Countersign.Targets.PostgreSql.Parser;

namespace Countersign.IntegrationTests.PostgreSql;

public sealed class CompiledModulesTests : IDisposable
{
    /// <summary>The smallest module there is: magic and version.</summary>
    private static readonly byte[] Wasm = [0, .. "asm"u8, 1, 0, 0, 0];

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("countersign-");

    private string Cache => Path.Combine(_home.FullName, "countersign", "parsers");

    [Fact]
    public void Compiled_code_is_kept_where_only_its_owner_can_write()
    {
        Load();

        Assert.Single(Directory.GetFiles(Cache));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Cache));
    }

    [Fact]
    public void Kept_code_is_used_again()
    {
        Load();
        var kept = Directory.GetFiles(Cache).Single();
        var written = File.GetLastWriteTimeUtc(kept);

        Load();

        Assert.Equal(written, File.GetLastWriteTimeUtc(Directory.GetFiles(Cache).Single()));
    }

    [Fact]
    public void A_folder_that_others_may_write_to_is_not_trusted()
    {
        Directory.CreateDirectory(Cache);
        if (!OperatingSystem.IsWindows()) // Windows keeps local application data per user.
            File.SetUnixFileMode(Cache, (UnixFileMode)0b111_111_111);

        Load();

        Assert.Equal(OperatingSystem.IsWindows() ? 1 : 0, Directory.GetFiles(Cache).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(200)]
    public void Damaged_code_is_compiled_anew(int length)
    {
        Load();
        var kept = Directory.GetFiles(Cache).Single();
        var whole = File.ReadAllBytes(kept);
        File.WriteAllBytes(kept, whole[..length]);

        Load();

        Assert.Equal(whole.Length, new FileInfo(kept).Length);
    }

    [Fact]
    public void A_changed_byte_is_noticed_before_the_code_is_used()
    {
        Load();
        var kept = Directory.GetFiles(Cache).Single();
        var whole = File.ReadAllBytes(kept);
        whole[^100] ^= 1;
        File.WriteAllBytes(kept, whole);

        Load();

        Assert.NotEqual(whole, File.ReadAllBytes(kept));
    }

    [Fact]
    public void Without_a_place_to_keep_it_code_is_compiled()
    {
        var file = Path.Combine(_home.FullName, "a-file");
        File.WriteAllText(file, "", Encoding.UTF8);

        using var module = new CompiledModules(Path.Combine(file, "parsers")).Load("empty", Wasm);

        Assert.Equal("empty", module.Name);
    }

    public void Dispose() => _home.Delete(recursive: true);

    private void Load()
    {
        using var module = new CompiledModules(Cache).Load("empty", Wasm);
        Assert.Equal("empty", module.Name);
    }
}
