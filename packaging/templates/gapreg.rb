# The formula for a Homebrew tap, filled by packaging/templates/fill.py when a version is released.
class Gapreg < Formula
  desc "Linter, mirror checker and triage renderer for gap registers kept as Markdown"
  homepage "https://github.com/{{repository}}"
  version "{{version}}"
  license "MIT"

  on_macos do
    on_arm do
      url "https://github.com/{{repository}}/releases/download/v{{version}}/gapreg-{{version}}-aarch64-apple-darwin.tar.gz"
      sha256 "{{sha256 aarch64-apple-darwin}}"
    end
    on_intel do
      url "https://github.com/{{repository}}/releases/download/v{{version}}/gapreg-{{version}}-x86_64-apple-darwin.tar.gz"
      sha256 "{{sha256 x86_64-apple-darwin}}"
    end
  end

  on_linux do
    on_arm do
      url "https://github.com/{{repository}}/releases/download/v{{version}}/gapreg-{{version}}-aarch64-unknown-linux-gnu.tar.gz"
      sha256 "{{sha256 aarch64-unknown-linux-gnu}}"
    end
    on_intel do
      url "https://github.com/{{repository}}/releases/download/v{{version}}/gapreg-{{version}}-x86_64-unknown-linux-gnu.tar.gz"
      sha256 "{{sha256 x86_64-unknown-linux-gnu}}"
    end
  end

  def install
    bin.install "gapreg"
    generate_completions_from_executable(bin/"gapreg", "completions")
    system bin/"gapreg", "man", "--dir", "man1"
    man1.install Dir["man1/*.1"]
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/gapreg --version")
  end
end
