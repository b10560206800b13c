-- Opens a register in Neovim, sees what is wrong, fixes it on save, and renames an ID.
local register = vim.fn.getcwd() .. '/docs/en/runbooks/backend-gap-register.md'

local function fail(why)
  io.stderr:write(why .. '\n')
  vim.cmd('cquit 1')
end

local function wait(what, is_so)
  if not vim.wait(20000, is_so, 50) then fail('not in time: ' .. what) end
end

vim.lsp.config('gapreg', {
  cmd = { os.getenv('GAPREG'), 'server', '--today', '2026-03-02' },
  filetypes = { 'markdown', 'yaml' },
  root_markers = { 'gapreg.yaml', '.gapreg.yaml', '.git' },
})
vim.lsp.enable('gapreg')
-- The lines of docs/editors.md.
dofile(os.getenv('SAVING'))

vim.cmd('edit ' .. register)
vim.bo.filetype = 'markdown'
wait('a client', function() return #vim.lsp.get_clients({ name = 'gapreg' }) == 1 end)
wait('findings', function() return #vim.diagnostic.get(0) == 5 end)
local codes = {}
for _, found in ipairs(vim.diagnostic.get(0)) do codes[found.code] = found end
if not codes['stale-triage-row'] then fail('stale-triage-row is missing') end
if codes['unknown-field'].lnum ~= 64 then fail('unknown-field is on another line') end

vim.cmd('write')
local saved = table.concat(vim.fn.readfile(register), '\n')
if saved:find('Enviroment', 1, true) then fail('nothing was fixed on save') end
wait('findings after the fixes', function() return #vim.diagnostic.get(0) == 1 end)

vim.fn.search('ID:\\*\\* G-002')
vim.fn.search('G-002')
vim.lsp.buf.rename('G-042')
wait('a new ID', function()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'):find('G%-042') ~= nil
end)
vim.cmd('wall')
local translation = table.concat(vim.fn.readfile((register:gsub('/en/', '/tr/'))), '\n')
if translation:find('G-002', 1, true) or not translation:find('G-042', 1, true) then
  fail('the translation has the old ID')
end

vim.lsp.stop_client(vim.lsp.get_clients({ name = 'gapreg' }))
wait('an end', function() return #vim.lsp.get_clients({ name = 'gapreg' }) == 0 end)
print('opened, fixed on save, renamed')
vim.cmd('quitall!')
