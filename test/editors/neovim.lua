-- What a person does in Neovim, and what it shows: each step a line of the transcript. Runs in Neovim 0.7 and later.
local server = { name = 'planeguard', cmd = vim.split(vim.env.PLANEGUARD_SERVER, '\t'), root_dir = vim.fn.getcwd() }

local function say(step, text)
  io.stdout:write(step .. ': ' .. vim.trim(text:gsub('%s+', ' ')) .. '\n')
end

local function open(name)
  vim.cmd('edit ' .. name)
  if vim.lsp.start then
    vim.lsp.start(server)
  else
    server.id = server.id or vim.lsp.start_client(server)
    vim.lsp.buf_attach_client(0, server.id)
  end
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then error('waited in vain: ' .. what) end
end

local function line() return vim.api.nvim_get_current_line() end

-- A person would choose from a list.
local wanted
vim.ui.select = function(items, options, choose)
  for index, item in ipairs(items) do
    local shown = options.format_item and options.format_item(item) or tostring(item)
    if shown:find(wanted, 1, true) then
      say('chosen', shown)
      return choose(item, index)
    end
  end
  error('not offered: ' .. wanted)
end

local function run()
  open('policy.json')
  wait('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
  for _, one in ipairs(vim.diagnostic.get(0)) do
    say('diagnostic', 'line ' .. (one.lnum + 1) .. ', ' .. one.code .. ': ' .. one.message:match('^[^\n]*'))
  end

  vim.fn.search('GetObjct')
  wanted = 'GetObject'
  vim.lsp.buf.code_action()
  wait('the fix', function() return line():find('GetObject', 1, true) end)
  say('fixed', line())
  wait('no diagnostics', function() return #vim.diagnostic.get(0) == 0 end)

  local before = #vim.api.nvim_list_wins()
  vim.lsp.buf.hover()
  wait('hover', function() return #vim.api.nvim_list_wins() > before end)
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      say('hover', vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, 1, false)[1])
      vim.api.nvim_win_close(window, true)
    end
  end
  vim.cmd('silent write')

  open('template.yaml')
  vim.fn.search('!GetAtt Role')
  vim.fn.search('Role')
  wait('an attached server', function() return next(vim.lsp.buf_get_clients(0)) ~= nil end)
  vim.lsp.buf.definition()
  wait('definition', function() return line() == '  Role:' end)
  say('definition', 'line ' .. vim.fn.line('.') .. ', ' .. line())
  vim.lsp.buf.rename('Reader')
  wait('rename', function() return line() == '  Reader:' end)
  vim.fn.search('!GetAtt')
  say('renamed', line())
end

local done, problem = pcall(run)
if not done then say('failed', tostring(problem)) end
vim.cmd('qall!')
