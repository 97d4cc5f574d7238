using Countersign.IntegrationTests.Git;

namespace Countersign.IntegrationTests.Commands;

/// <summary>A clone with a policy and a first script on `main`, and whatever a test puts on `change`.</summary>
internal sealed class ShopClone : IDisposable
{
    public const string Policy = """
        version: 1
        targets:
          - name: shop-prod
            environment: production
            dialect: sqlite
            scripts: ["db/*.sql"]
            connection: shop-prod
          - name: orders-prod
            environment: production
            dialect: postgresql
            server_version: 17
            scripts: ["orders/*.sql"]
            connection: orders-prod
        rules:
          - name: destroying needs two DBAs
            when: { effects: [destroys-data, drops] }
            require: { count: 2, from: [team:dba] }
          - name: never
            when: { kinds: [TRUNCATE] }
            refuse: "TRUNCATE is not allowed on production"
        default:
          require: { count: 1, from: [role:write] }
        """;

    public const string Base = "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT NOT NULL);\n";

    /// <param name="policy">Null for a repository that has none.</param>
    public ShopClone(string? policy = Policy)
    {
        Git.Commit("Base", (".countersign.yml", policy), ("db/0001-base.sql", Base), ("README.md", "# shop\n"));
        Git.Switch("change", "main");
    }

    public TemporaryRepository Git { get; } = new();

    public string Path => Git.Path;

    /// <summary>Commits raw bytes on `change`.</summary>
    public ShopClone With(byte[] bytes, string path = "db/0002-change.sql")
    {
        var full = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
        Git.Commit("Change");
        return this;
    }

    public ShopClone With(string text, string path = "db/0002-change.sql")
    {
        Git.Commit("Change", (path, text));
        return this;
    }

    public Task<Cli> Review(params string[] more) => Cli.Run(Path, ["review", "--base", "main", "--head", "change", .. more]);

    public void Dispose() => Git.Dispose();
}
