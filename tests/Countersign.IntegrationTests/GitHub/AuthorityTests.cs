using Countersign.Changes;
using Countersign.Forges;
using Countersign.Policy;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Repositories;
using Countersign.Sandbox.Switches;
using Countersign.SignOffs;

namespace Countersign.IntegrationTests.GitHub;

/// <summary>INV-19: authority is what the forge says now.</summary>
[Invariant(19)]
public sealed class AuthorityTests
{
    [Fact]
    public async Task Roles_and_teams_are_read()
    {
        await using var github = await GitHubShop.AsApp();
        var shop = github.Shop;
        shop.Forge.AddTeam(shop.Company, "dba", shop.Bob);
        shop.Forge.AddTeam(shop.Company, "security", shop.Root);
        shop.Repository.Grant(shop.Carol, Role.Maintain);

        Assert.Equal(RepositoryRole.Admin, (await Read(github, shop.Root)).Role);
        Assert.Equal(RepositoryRole.Maintain, (await Read(github, shop.Carol)).Role);
        var bob = await Read(github, shop.Bob);
        Assert.Equal(RepositoryRole.Write, bob.Role);
        Assert.Equal(["dba"], bob.Teams);
    }

    [Fact]
    public async Task Someone_unknown_or_an_account_that_took_over_a_login_has_no_authority()
    {
        await using var github = await GitHubShop.AsApp();
        var stranger = github.Shop.Forge.AddUser("stranger");
        Assert.Equal(RepositoryRole.None, (await Read(github, stranger)).Role);
        var impostor = await github.Forge.ReadAuthority(
            github.Repository, new Person(new UserId(987654), github.Shop.Root.Login, IsBot: false), ["dba"], default);
        Assert.Equal(RepositoryRole.None, impostor.Role);
        Assert.Empty(impostor.Teams);
    }

    [Fact]
    public async Task A_failure_is_neither_taken_for_an_answer_nor_remembered()
    {
        await using var github = await GitHubShop.AsApp();
        github.Shop.Forge.Switches.Fail(Fault.BadGateway("/permission", requests: 4));
        await Assert.ThrowsAsync<ForgeUnavailableException>(() => Read(github, github.Shop.Bob));
        Assert.Equal(RepositoryRole.Write, (await Read(github, github.Shop.Bob)).Role);
    }

    private static Task<Authority> Read(GitHubShop github, Actor actor) => github.Forge.ReadAuthority(
        github.Repository, new Person(new UserId(actor.Id), actor.Login, IsBot: false), ["dba", "security", "no-such-team"], default);
}
