using Countersign.Forges;
using Countersign.Forges.GitHub;

namespace Countersign.Tests.Forges;

public sealed class GitHubAddressTests
{
    [Theory]
    [InlineData("https://github.com", "https://api.github.com/", "https://github.com/acme/shop.git")]
    [InlineData("https://github.com/", "https://api.github.com/", "https://github.com/acme/shop.git")]
    [InlineData("https://acme.ghe.com", "https://api.acme.ghe.com/", "https://acme.ghe.com/acme/shop.git")]
    [InlineData("https://git.acme.example", "https://git.acme.example/api/v3/", "https://git.acme.example/acme/shop.git")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/api/v3/", "http://127.0.0.1:8080/acme/shop.git")]
    public void The_addresses_follow_from_the_one_that_people_type(string typed, string api, string clone)
    {
        var options = new GitHubOptions(new Uri(typed), new GitHubCredentials.Token(new Secret("canary")));
        Assert.Equal(api, options.ApiUrl.AbsoluteUri);
        Assert.Equal(clone, options.CloneUrl("acme", "shop").AbsoluteUri);
        Assert.DoesNotContain("canary", $"{options}", StringComparison.Ordinal);
    }
}
